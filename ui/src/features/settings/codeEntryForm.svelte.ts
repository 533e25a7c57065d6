// One entry of the book of officials while it is written: what was typed, and what of it is wrong.

import { formatDay, parseDay } from "../../i18n";
import { IpcError } from "../../ipc/call";
import type { CodeEntry, CodeEntrySave, Failure } from "../../ipc/generated";

export type EntryProblem = "code_missing" | "code_signs" | "name_missing" | "day" | "reversed";
export type EntryField = "code" | "name" | "from" | "until";

/** Letters, digits, `-` and `_`: what can stand between two equal signs. */
const CODE = /^[\p{L}\p{N}_-]{1,32}$/u;

export class CodeEntryForm {
  code = $state("");
  name = $state("");
  title = $state("");
  from = $state("");
  until = $state("");
  #tried = $state(false);
  #busy = $state(false);
  #failure = $state.raw<Failure>();
  readonly id: string | null;

  constructor(entry?: CodeEntry) {
    this.id = entry?.id ?? null;
    if (!entry) return;
    this.code = entry.code;
    this.name = entry.name;
    this.title = entry.title;
    this.from = entry.from === null ? "" : formatDay(entry.from);
    this.until = entry.until === null ? "" : formatDay(entry.until);
  }

  /** What is wrong with a field, once somebody tried to keep the entry. */
  problem(field: EntryField): EntryProblem | undefined {
    return this.#tried ? this.#wrong(field) : undefined;
  }
  get busy(): boolean {
    return this.#busy;
  }
  /** Why it was not kept: the dates overlap, or the disk is full. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Keeps the entry through `save`; returns whether it was kept. */
  async keep(save: (entry: CodeEntrySave) => Promise<void>): Promise<boolean> {
    this.#tried = true;
    this.#failure = undefined;
    const fields: EntryField[] = ["code", "name", "from", "until"];
    if (this.#busy || fields.some((field) => this.#wrong(field))) return false;
    this.#busy = true;
    try {
      await save(this.#entry());
      return true;
    } catch (error) {
      if (!(error instanceof IpcError)) throw error;
      this.#failure = error.failure;
      return false;
    } finally {
      this.#busy = false;
    }
  }

  #entry(): CodeEntrySave {
    const tidy = (text: string) => text.trim().normalize("NFC");
    return {
      id: this.id,
      code: tidy(this.code),
      name: tidy(this.name),
      title: tidy(this.title),
      from: parseDay(this.from),
      until: parseDay(this.until),
    };
  }

  #wrong(field: EntryField): EntryProblem | undefined {
    if (field === "code") {
      if (this.code.trim() === "") return "code_missing";
      return CODE.test(this.code.trim().normalize("NFC")) ? undefined : "code_signs";
    }
    if (field === "name") return this.name.trim() === "" ? "name_missing" : undefined;
    const typed = this[field].trim();
    if (typed !== "" && parseDay(typed) === null) return "day";
    if (field === "from") return undefined;
    const from = parseDay(this.from);
    const until = parseDay(this.until);
    return from !== null && until !== null && until < from ? "reversed" : undefined;
  }
}
