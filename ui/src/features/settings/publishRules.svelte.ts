// How the copies that go to the portal are made: what was typed, and whether it can be kept.

import { call } from "../../ipc/call";
import type { PublishRules } from "../../ipc/generated";

/** What the longest side and the quality may be. */
export const BOUNDS = { max_side: [800, 6000], quality: [60, 95] } as const;
export type Bounded = keyof typeof BOUNDS;

export class PublishRulesForm {
  side = $state("");
  quality = $state("");
  copyright = $state("");
  #saved = $state.raw<PublishRules>();
  #busy = $state(false);

  get known(): boolean {
    return this.#saved !== undefined;
  }
  get busy(): boolean {
    return this.#busy;
  }
  /** Whether a number is out of its bounds. */
  wrong(name: Bounded): boolean {
    return this.known && this.#number(name) === undefined;
  }
  get changed(): boolean {
    const next = this.#next();
    const saved = this.#saved;
    if (!next || !saved) return false;
    return (
      next.max_side !== saved.max_side ||
      next.quality !== saved.quality ||
      next.copyright !== saved.copyright
    );
  }

  async read(): Promise<void> {
    this.#adopt(await call("publish_rules_get", {}));
  }
  /** Keeps the rules; published photos are made anew with the next publishing. */
  async save(): Promise<boolean> {
    const next = this.#next();
    if (!next || !this.changed || this.#busy) return false;
    this.#busy = true;
    try {
      this.#adopt(await call("publish_rules_save", next));
      return true;
    } finally {
      this.#busy = false;
    }
  }

  #next(): PublishRules | undefined {
    const max_side = this.#number("max_side");
    const quality = this.#number("quality");
    if (max_side === undefined || quality === undefined) return undefined;
    return { max_side, quality, copyright: this.copyright.trim().normalize("NFC") };
  }
  #number(name: Bounded): number | undefined {
    // "1.920" and "1920" are the same number.
    const typed = (name === "max_side" ? this.side : this.quality).replace(/[.\s]/g, "");
    const [least, most] = BOUNDS[name];
    const number = /^\d+$/.test(typed) ? Number(typed) : NaN;
    return number >= least && number <= most ? number : undefined;
  }
  #adopt(rules: PublishRules): void {
    this.#saved = rules;
    this.side = String(rules.max_side);
    this.quality = String(rules.quality);
    this.copyright = rules.copyright;
  }
}
