// The photos of one list, as far as they were asked for. The shapes of all are known at once, the
// rows come in windows: 100,000 photos scroll without 100,000 rows in memory.

import { call } from "../../ipc/call";
import type { PhotoFilter, PhotoPage, PhotoRow } from "../../ipc/generated";

/** Photos `first` to `end - 1`. */
export interface Span {
  first: number;
  end: number;
}

/** Rows asked for at once. */
export const WINDOW = 200;
/** Rows kept at most; those far from what was asked for last are forgotten. */
const KEPT = 4000;
/** The most rows one answer may hold. */
const CHUNK = 1000;

type Rows = ReadonlyMap<number, PhotoRow>;

export class PhotoPages {
  #ratios = $state.raw<readonly number[]>([]);
  #rows = $state.raw<Rows>(new Map());
  #loading = $state(true);
  #filter: PhotoFilter | undefined;
  #wanted: Span = { first: 0, end: WINDOW };
  #asked = new Set<number>();
  #generation = 0;
  #reloading: Promise<void> | undefined;
  #again = false;
  #failed: (error: unknown) => void;

  /** `failed` is told when a window could not be read. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** How many photos the list holds. */
  get total(): number {
    return this.#ratios.length;
  }
  /** Whether nothing is known of the list yet. */
  get loading(): boolean {
    return this.#loading;
  }
  /** Width divided by height. */
  readonly ratioOf = (index: number): number | undefined => this.#ratios[index];
  /** The row of a photo, once it has come. */
  readonly rowAt = (index: number): PhotoRow | undefined => this.#rows.get(index);
  /** Keeps a tile when the photos before it change. */
  readonly keyOf = (index: number): string | number => this.#rows.get(index)?.id ?? index;

  /** Where a photo stands, as far as its row is known; -1 otherwise. */
  indexOf(id: string): number {
    for (const [index, row] of this.#rows) if (row.id === id) return index;
    return -1;
  }

  /** Shows another list; what was shown goes at once. */
  async open(filter: PhotoFilter): Promise<void> {
    this.#filter = filter;
    this.#wanted = { first: 0, end: WINDOW };
    this.#ratios = [];
    this.#rows = new Map();
    this.#loading = true;
    await this.#read();
  }

  /** Reads the same list again; what is on screen stays until the new rows are there. */
  async reload(): Promise<void> {
    if (this.#reloading) {
      this.#again = true;
      return this.#reloading;
    }
    this.#reloading = this.#read();
    try {
      await this.#reloading;
    } finally {
      this.#reloading = undefined;
    }
    if (!this.#again) return;
    this.#again = false;
    return this.reload();
  }

  /** Asks for the rows of these photos, in whole windows. */
  need(span: Span): void {
    this.#wanted = span;
    const generation = this.#generation;
    for (const first of windows(span)) {
      if (this.#asked.has(first)) continue;
      this.#asked.add(first);
      this.#page(first, WINDOW).then(
        (page) => {
          if (generation === this.#generation) this.#take(first, page.rows);
        },
        (error: unknown) => {
          this.#asked.delete(first);
          this.#failed(error);
        },
      );
    }
  }

  /** The ids of photos `first` to `end - 1`, asked for where they are not known. */
  async ids({ first, end }: Span): Promise<string[]> {
    const known: string[] = [];
    for (let index = first; index < end; index += 1) {
      const row = this.#rows.get(index);
      if (row) known.push(row.id);
    }
    if (known.length === end - first) return known;
    const found: string[] = [];
    for (let offset = first; offset < end; offset += CHUNK) {
      const page = await this.#page(offset, Math.min(CHUNK, end - offset));
      for (const row of page.rows) found.push(row.id);
    }
    return found;
  }

  /** Shows photos in another order before the store has confirmed it. */
  reorder(ids: readonly string[]): void {
    const shapes = new Map([...this.#rows].map(([index, row]) => [row.id, index]));
    const ratios = ids.map((id, index) => this.#ratios[shapes.get(id) ?? index] ?? 1);
    const rows = new Map<number, PhotoRow>();
    ids.forEach((id, index) => {
      const row = this.#rows.get(shapes.get(id) ?? -1);
      if (row) rows.set(index, row);
    });
    this.#ratios = ratios;
    this.#rows = rows;
  }

  async #read(): Promise<void> {
    if (!this.#filter) return;
    this.#generation += 1;
    const generation = this.#generation;
    const starts = windows(this.#wanted);
    try {
      const [layout, ...pages] = await Promise.all([
        call("photo_layout", { ...this.#filter, grouping: "none" }),
        ...starts.map((first) => this.#page(first, WINDOW)),
      ]);
      if (generation !== this.#generation) return;
      const rows = new Map<number, PhotoRow>();
      pages.forEach((page, at) => {
        put(rows, starts[at] ?? 0, page.rows);
      });
      this.#asked = new Set(starts);
      this.#ratios = layout.ratios;
      this.#rows = rows;
    } catch (error) {
      this.#failed(error);
    } finally {
      if (generation === this.#generation) this.#loading = false;
    }
  }

  #page(offset: number, limit: number): Promise<PhotoPage> {
    if (!this.#filter) return Promise.resolve({ total: 0, rows: [] });
    return call("photo_list", {
      filter: this.#filter,
      grouping: "none",
      range: { offset, limit },
    });
  }

  #take(first: number, rows: readonly PhotoRow[]): void {
    const next = new Map(this.#rows);
    put(next, first, rows);
    if (next.size > KEPT) {
      const keep = { first: this.#wanted.first - KEPT / 2, end: this.#wanted.end + KEPT / 2 };
      for (const index of next.keys()) {
        if (index < keep.first || index >= keep.end) next.delete(index);
      }
      for (const start of this.#asked) {
        if (start < keep.first || start + WINDOW > keep.end) this.#asked.delete(start);
      }
    }
    this.#rows = next;
  }
}

function put(into: Map<number, PhotoRow>, first: number, rows: readonly PhotoRow[]): void {
  rows.forEach((row, at) => into.set(first + at, row));
}

function windows({ first, end }: Span): number[] {
  const starts: number[] = [];
  for (let at = Math.floor(first / WINDOW) * WINDOW; at < end; at += WINDOW) starts.push(at);
  return starts;
}
