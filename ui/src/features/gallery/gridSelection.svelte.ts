// Which photos are chosen, and how pointer and keys change that. Chosen by id, so that a list that
// changes under the selection does not change what is selected.

import type { PhotoPages } from "./photoPages.svelte";

interface Modifiers {
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

type Source = Pick<PhotoPages, "ids" | "rowAt" | "total">;

export class GridSelection {
  /** The photo the keyboard stands on; -1 for none. */
  current = $state(-1);
  #ids = $state.raw<ReadonlySet<string>>(new Set());
  #anchor = 0;
  #pages: Source;
  #single: boolean;
  #turn = 0;

  /** With `single` at most one photo is chosen at a time. */
  constructor(pages: Source, { single = false } = {}) {
    this.#pages = pages;
    this.#single = single;
  }

  /** The chosen photos, in the order they were chosen. */
  get ids(): ReadonlySet<string> {
    return this.#ids;
  }
  get count(): number {
    return this.#ids.size;
  }

  has(id: string | undefined): boolean {
    return id !== undefined && this.#ids.has(id);
  }

  /** A press of the pointer, or a move with the keyboard: alone, Shift for a range, Ctrl to toggle. */
  async choose(index: number, { shiftKey, ctrlKey, metaKey }: Modifiers): Promise<void> {
    this.current = index;
    if (shiftKey && !this.#single) return this.#range(index);
    this.#anchor = index;
    if (ctrlKey || metaKey) return this.toggle(index);
    const id = this.#pages.rowAt(index)?.id;
    this.set(id === undefined ? [] : [id]);
    if (id === undefined) await this.#late(index);
  }

  /** Adds a photo, or takes it out. */
  toggle(index: number): void {
    this.current = index;
    this.#anchor = index;
    const id = this.#pages.rowAt(index)?.id;
    if (id === undefined) return;
    if (this.#single) {
      this.set(this.#ids.has(id) ? [] : [id]);
      return;
    }
    const next = new Set(this.#ids);
    if (!next.delete(id)) next.add(id);
    this.#put(next);
  }

  /** Everything in the list. */
  async all(): Promise<void> {
    if (this.#single) return;
    this.#turn += 1;
    const turn = this.#turn;
    const ids = await this.#pages.ids({ first: 0, end: this.#pages.total });
    if (turn === this.#turn) this.set(ids);
  }

  set(ids: Iterable<string>): void {
    this.#put(new Set(ids));
  }

  clear(): void {
    if (this.#ids.size > 0) this.set([]);
  }

  /** Another list is shown: nothing is chosen and the keyboard stands nowhere. */
  reset(): void {
    this.current = -1;
    this.#anchor = 0;
    this.set([]);
  }

  /** Forgets photos that are gone. */
  drop(ids: Iterable<string>): void {
    const next = new Set(this.#ids);
    for (const id of ids) next.delete(id);
    this.#put(next);
  }

  async #range(index: number): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const first = Math.max(0, Math.min(this.#anchor, index));
    const ids = await this.#pages.ids({ first, end: Math.max(this.#anchor, index) + 1 });
    // A later press decides.
    if (turn === this.#turn) this.set(ids);
  }

  /** The row had not come yet when the photo was chosen. */
  async #late(index: number): Promise<void> {
    const turn = this.#turn;
    const ids = await this.#pages.ids({ first: index, end: index + 1 });
    if (turn === this.#turn) this.set(ids);
  }

  #put(ids: ReadonlySet<string>): void {
    this.#turn += 1;
    this.#ids = ids;
  }
}
