// Which articles are chosen, and on which row the keyboard stands.
//
// Choices are kept by article, not by row: rows move when colleagues' work or a filter comes in.

import type { ArticleRow } from "../../ipc/generated";
import type { RowRange } from "./articleListing.svelte";

/** The list as a selection sees it. */
export interface Rows {
  readonly total: number | undefined;
  row(index: number): ArticleRow | undefined;
  indexOf(id: string): number;
  rowsBetween(range: RowRange): Promise<ArticleRow[]>;
}

/** How a row was reached. */
export interface Reach {
  /** Everything from the last choice to here (Shift). */
  extend?: boolean;
  /** This one in addition, or no longer (Ctrl). */
  toggle?: boolean;
}

export class ArticleSelection {
  /** The row of the keyboard, -1 for none. */
  current = $state(-1);
  #chosen = $state.raw<ReadonlyMap<string, ArticleRow>>(new Map());
  #currentId: string | undefined;
  #anchor = -1;
  #wish = 0;
  #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** The chosen articles, in the order in which they were chosen. */
  get chosen(): ArticleRow[] {
    return [...this.#chosen.values()];
  }
  get ids(): string[] {
    return [...this.#chosen.keys()];
  }
  get count(): number {
    return this.#chosen.size;
  }
  /** The only chosen article, if it is only one. */
  get single(): ArticleRow | undefined {
    return this.#chosen.size === 1 ? this.chosen[0] : undefined;
  }

  has(id: string | undefined): boolean {
    return id !== undefined && this.#chosen.has(id);
  }

  /** The keyboard or the pointer came to a row. */
  async reach(index: number, { extend = false, toggle = false }: Reach = {}): Promise<void> {
    const wish = ++this.#wish;
    this.current = index;
    if (extend && this.#anchor >= 0) {
      const [first, end] = [Math.min(index, this.#anchor), Math.max(index, this.#anchor) + 1];
      const rows = await this.#rows.rowsBetween({ first, end });
      if (wish === this.#wish) this.#choose(rows, index);
      return;
    }
    this.#anchor = index;
    const row = this.#rows.row(index) ?? (await this.#later(index));
    if (!row || wish !== this.#wish) return;
    if (!toggle) this.#choose([row], index);
    else if (this.#chosen.has(row.id)) this.#choose(this.chosen.filter(({ id }) => id !== row.id));
    else this.#choose([...this.chosen, row], index);
  }

  /** Chooses every row of the list. */
  async all(): Promise<void> {
    const wish = ++this.#wish;
    const rows = await this.#rows.rowsBetween({ first: 0, end: this.#rows.total ?? 0 });
    if (wish !== this.#wish) return;
    this.#anchor = 0;
    this.#choose(rows);
  }

  /** Lets go of articles that are about to leave the list; the next row follows in their place. */
  forget(ids: readonly string[]): void {
    this.#chosen = new Map([...this.#chosen].filter(([id]) => !ids.includes(id)));
    if (this.#currentId !== undefined && ids.includes(this.#currentId)) this.#currentId = undefined;
  }

  /** Leaves only the row of the keyboard. */
  async one(): Promise<void> {
    await this.reach(Math.max(0, this.current));
  }

  /** The list has become another one: what was chosen stays if it is in sight, else the first row. */
  async turned(): Promise<void> {
    const kept = this.#currentId === undefined ? -1 : this.#rows.indexOf(this.#currentId);
    if (this.#rows.total) await this.reach(Math.max(0, kept));
    else this.#clear();
  }

  /** Rows may have moved: follows the chosen articles, and lets go of those that went. */
  async moved(): Promise<void> {
    const id = this.#currentId;
    const was = this.current;
    const at = id === undefined ? -1 : this.#rows.indexOf(id);
    const gone = at < 0 && was >= 0 && this.#rows.row(was) !== undefined;
    const total = this.#rows.total ?? 0;
    if (total === 0) {
      this.#clear();
      return;
    }
    if (gone && id !== undefined) this.#chosen = without(this.#chosen, id);
    if (at >= 0) this.current = at;
    this.#chosen = new Map(
      [...this.#chosen].map(([key, row]) => {
        const index = this.#rows.indexOf(key);
        return [key, (index >= 0 ? this.#rows.row(index) : undefined) ?? row];
      }),
    );
    if (this.#chosen.size === 0 || was >= total)
      await this.reach(Math.min(Math.max(0, was), total - 1));
  }

  #later(index: number): Promise<ArticleRow | undefined> {
    return this.#rows.rowsBetween({ first: index, end: index + 1 }).then(([row]) => row);
  }

  #choose(rows: readonly ArticleRow[], current?: number): void {
    this.#chosen = new Map(rows.map((row) => [row.id, row]));
    if (current !== undefined) this.#currentId = this.#rows.row(current)?.id;
  }

  #clear(): void {
    this.#wish += 1;
    this.#chosen = new Map();
    this.#currentId = undefined;
    this.#anchor = -1;
    this.current = -1;
  }
}

function without<V>(map: ReadonlyMap<string, V>, id: string): ReadonlyMap<string, V> {
  return new Map([...map].filter(([key]) => key !== id));
}
