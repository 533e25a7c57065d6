// Two to four photos side by side: which they are, which one the keys belong to, and what was given
// to them meanwhile.

import { call } from "../../../ipc/call";
import type { PhotoRow } from "../../../ipc/generated";
import { mark, type Mark } from "../marks";
import type { PhotoPages } from "../photoPages.svelte";

/** Fewer cannot be compared, more cannot be seen. */
export const FEWEST = 2;
export const MOST = 4;

export class Comparison {
  #rows = $state.raw<readonly PhotoRow[]>([]);
  #active = $state(0);
  #pages: Pick<PhotoPages, "patch" | "reload">;

  constructor(pages: Pick<PhotoPages, "patch" | "reload">) {
    this.#pages = pages;
  }

  /** The photos, from left to right. */
  get rows(): readonly PhotoRow[] {
    return this.#rows;
  }
  /** The photo the keys belong to. */
  get active(): number {
    return this.#active;
  }

  /** Reads the photos, in the order of `ids`; those that are gone are left out. */
  async read(ids: readonly string[]): Promise<void> {
    const { rows } = await call("photo_rows", { ids: ids.slice(0, MOST) });
    const found = new Map(rows.map((row) => [row.id, row]));
    this.#rows = ids.flatMap((id) => found.get(id) ?? []);
    this.go(this.#active);
  }

  /** Reads those compared again, after something has changed them. */
  async refresh(): Promise<void> {
    await this.read(this.#rows.map(({ id }) => id));
  }

  /** Gives the keys to a photo; stops at the ends. */
  go(to: number): void {
    this.#active = Math.max(0, Math.min(this.#rows.length - 1, to));
  }

  /** Marks a photo. */
  async mark(id: string, how: Mark): Promise<void> {
    this.#rows = this.#rows.map((row) => (row.id === id ? { ...row, ...how } : row));
    await mark(this.#pages, [id], how, { quietly: true });
  }

  /** Takes a photo out of the comparison; it stays in the library. */
  drop(id: string): void {
    const at = this.#rows.findIndex((row) => row.id === id);
    if (at < 0) return;
    this.#rows = this.#rows.filter((row) => row.id !== id);
    this.go(this.#active > at ? this.#active - 1 : this.#active);
  }
}
