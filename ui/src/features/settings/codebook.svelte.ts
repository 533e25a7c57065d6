// The book of officials (Sổ chức danh): reading, changing, and bringing in a table.

import { call, listen } from "../../ipc/call";
import type { CodebookImported, CodeEntry, CodeEntrySave } from "../../ipc/generated";

/** Typing pauses this long before the list follows, in milliseconds. */
const QUERY_AFTER_MS = 120;

export class CodebookEditor {
  #entries = $state.raw<readonly CodeEntry[]>();
  #total = $state(0);
  #query = $state("");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Reads the book and follows what changes; returns the way to stop. */
  start(): () => void {
    void this.#read();
    const stop = listen("library_changed", ({ kinds }) => {
      if (kinds.includes("directory")) void this.#read();
    });
    return () => {
      stop();
      clearTimeout(this.#timer);
    };
  }

  /** The entries that have the words searched for; `undefined` until they have arrived. */
  get entries(): readonly CodeEntry[] | undefined {
    return this.#entries;
  }
  /** How many entries the whole book has. */
  get total(): number {
    return this.#total;
  }
  get query(): string {
    return this.#query;
  }
  set query(query: string) {
    if (query === this.#query) return;
    this.#query = query;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#read(), QUERY_AFTER_MS);
  }

  /** Keeps an entry, new or changed. Rejects when it overlaps another of the same code. */
  async save(entry: CodeEntrySave): Promise<void> {
    await call("codebook_save", entry);
    await this.#read();
  }

  /** Removes an entry; texts that were written with it stay. Returns the way back. */
  async remove(entry: CodeEntry): Promise<() => Promise<void>> {
    await call("codebook_delete", { id: entry.id });
    await this.#read();
    return () => this.save(entry);
  }

  /** Brings the rows of a table in. */
  async bringIn(path: string, replace: boolean): Promise<CodebookImported> {
    const report = await call("codebook_import", { path, replace });
    await this.#read();
    return report;
  }

  async #read(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const { entries, total } = await call("codebook_list", { query: this.#query.trim() });
      if (turn !== this.#turn) return;
      this.#entries = entries;
      this.#total = total;
    } catch (error) {
      this.#failed(error);
    }
  }
}
