// The photos of one list, as far as they were asked for. The shapes of all are known at once, the
// rows come in windows: 100,000 photos scroll without 100,000 rows in memory.

import { call } from "../../ipc/call";
import type { Grouping, PhotoFilter, PhotoGroup, PhotoPage, PhotoRow } from "../../ipc/generated";

/** Photos `first` to `end - 1`. */
export interface Span {
  first: number;
  end: number;
}

/** Rows asked for at once. */
export const WINDOW = 120;
/** Rows kept at most; those far from what was asked for last are forgotten. */
const KEPT = 3600;
/** Windows under way at the same time: whoever scrolls on shall not wait for what was passed. */
const AT_ONCE = 2;

type Rows = ReadonlyMap<number, PhotoRow>;
interface Query {
  filter: PhotoFilter;
  grouping: Grouping;
}

export class PhotoPages {
  /** Told when the same list was read again. */
  onreload: (() => Promise<void>) | undefined;
  #ratios = $state.raw<Float32Array>(new Float32Array());
  #groups = $state.raw<readonly PhotoGroup[]>([]);
  #rows = $state.raw<Rows>(new Map());
  #loading = $state(true);
  #query: Query | undefined;
  #wanted: Span = { first: 0, end: WINDOW };
  /** The first photo in sight. */
  #sight = 0;
  #shift = 0;
  #asked = new Set<number>();
  #underWay = 0;
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
  /** Width divided by height of each photo. */
  get ratios(): Float32Array {
    return this.#ratios;
  }
  /** The days or imports the list is divided into; none where it is not. */
  get groups(): readonly PhotoGroup[] {
    return this.#groups;
  }
  /** What the groups are. */
  get grouping(): Grouping {
    return this.#query?.grouping ?? "none";
  }
  /** Whether nothing is known of the list yet. */
  get loading(): boolean {
    return this.#loading;
  }
  /** The row of a photo, once it has come. */
  readonly rowAt = (index: number): PhotoRow | undefined => this.#rows.get(index);
  /** Keeps a tile when the photos before it change. */
  readonly keyOf = (index: number): string | number => this.#rows.get(index)?.id ?? index;
  /** Where the photo in sight went with the latest change; asked once for each. */
  readonly movedTo = (index: number): number => {
    const to = index + this.#shift;
    this.#shift = 0;
    return to;
  };

  /** Where a photo stands, as far as its row is known; -1 otherwise. */
  indexOf(id: string): number {
    for (const [index, row] of this.#rows) if (row.id === id) return index;
    return -1;
  }

  /** Where a photo stands; -1 when the list does not hold it. */
  async find(id: string): Promise<number> {
    const known = this.indexOf(id);
    if (known >= 0 || !this.#query) return known;
    return (await call("photo_index", { ...this.#query, id })).index ?? -1;
  }

  /** Shows another list; what was shown goes at once. */
  async open(filter: PhotoFilter, grouping: Grouping = "none"): Promise<void> {
    this.#query = { filter, grouping };
    this.#wanted = { first: 0, end: WINDOW };
    this.#sight = 0;
    this.#ratios = new Float32Array();
    this.#groups = [];
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
    await this.onreload?.().catch(this.#failed);
    if (!this.#again) return;
    this.#again = false;
    return this.reload();
  }

  /** Asks for the rows of these photos, those in the middle first. */
  need(span: Span): void {
    this.#wanted = span;
    this.#pump();
  }

  /** Which photo is the first in sight: it stays in its place when photos before it come or go. */
  saw(first: number): void {
    this.#sight = first;
  }

  /** The ids of photos `first` to `end - 1`, asked for where they are not known. */
  async ids({ first, end }: Span): Promise<string[]> {
    const known: string[] = [];
    for (let index = first; index < end; index += 1) {
      const row = this.#rows.get(index);
      if (!row) break;
      known.push(row.id);
    }
    if (known.length === end - first || !this.#query) return known;
    const range = { offset: first, limit: end - first };
    return (await call("photo_ids", { ...this.#query, range })).ids;
  }

  /** Shows photos in another order before the store has confirmed it. */
  reorder(ids: readonly string[]): void {
    const places = new Map([...this.#rows].map(([index, row]) => [row.id, index]));
    const ratios = ids.map((id, index) => this.#ratios[places.get(id) ?? index] ?? 1);
    const rows = new Map<number, PhotoRow>();
    ids.forEach((id, index) => {
      const row = this.#rows.get(places.get(id) ?? -1);
      if (row) rows.set(index, row);
    });
    this.#ratios = Float32Array.from(ratios);
    this.#rows = rows;
  }

  /** The flag and stars some photos share, as far as their rows are known. */
  marks(ids: ReadonlySet<string>): Partial<Pick<PhotoRow, "flag" | "stars">> {
    const found = [...this.#rows.values()].filter((row) => ids.has(row.id));
    const [one] = found;
    if (!one) return {};
    return {
      ...(found.every(({ flag }) => flag === one.flag) && { flag: one.flag }),
      ...(found.every(({ stars }) => stars === one.stars) && { stars: one.stars }),
    };
  }

  /** Shows a change of some photos before the store has confirmed it. */
  patch(ids: ReadonlySet<string>, change: Partial<PhotoRow>): void {
    const rows = new Map<number, PhotoRow>();
    for (const [index, row] of this.#rows) {
      rows.set(index, ids.has(row.id) ? { ...row, ...change } : row);
    }
    this.#rows = rows;
  }

  async #read(): Promise<void> {
    if (!this.#query) return;
    this.#generation += 1;
    const generation = this.#generation;
    const query = this.#query;
    const anchor = this.#sight > 0 ? this.#rows.get(this.#sight) : undefined;
    const from = this.#sight;
    try {
      const [layout, at, first] = await Promise.all([
        call("photo_layout", { ...query.filter, grouping: query.grouping }),
        anchor && call("photo_index", { ...query, id: anchor.id }),
        this.#pages(this.#wanted),
      ]);
      if (generation !== this.#generation) return;
      const shift = (at?.index ?? from) - from;
      const { wanted, pages } = shift === 0 ? first : await this.#pages(this.#wanted, shift);
      if (generation !== this.#generation) return;
      const rows = new Map<number, PhotoRow>();
      for (const [start, page] of pages) put(rows, start, page.rows);
      this.#wanted = wanted;
      this.#asked = new Set(pages.keys());
      this.#shift = shift;
      if (shift !== 0 || !same(this.#ratios, layout.ratios)) {
        this.#ratios = Float32Array.from(layout.ratios);
      }
      this.#groups = layout.groups;
      this.#rows = rows;
    } catch (error) {
      this.#failed(error);
    } finally {
      if (generation === this.#generation) this.#loading = false;
    }
  }

  async #pages(
    { first, end }: Span,
    shift = 0,
  ): Promise<{ wanted: Span; pages: Map<number, PhotoPage> }> {
    const wanted = { first: Math.max(0, first + shift), end: Math.max(0, end + shift) };
    const starts = windows(wanted);
    const pages = await Promise.all(starts.map((start) => this.#page(start)));
    return { wanted, pages: new Map(pages.map((page, at) => [starts[at] ?? 0, page])) };
  }

  #pump(): void {
    if (this.#loading) return;
    const generation = this.#generation;
    while (this.#underWay < AT_ONCE) {
      const first = windows(this.#wanted).find((start) => !this.#asked.has(start));
      if (first === undefined) return;
      this.#asked.add(first);
      this.#underWay += 1;
      this.#page(first)
        .then(
          ({ rows }) => {
            if (generation === this.#generation) this.#take(first, rows);
          },
          (error: unknown) => {
            this.#failed(error);
          },
        )
        .finally(() => {
          this.#underWay -= 1;
          this.#pump();
        });
    }
  }

  #page(offset: number): Promise<PhotoPage> {
    if (!this.#query) return Promise.resolve({ total: 0, rows: [] });
    return call("photo_list", { ...this.#query, range: { offset, limit: WINDOW } });
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

function same(known: Float32Array, ratios: readonly number[]): boolean {
  return (
    known.length === ratios.length &&
    known.every((ratio, at) => ratio === Math.fround(ratios[at] ?? 0))
  );
}

/** The windows that hold a span, those nearest to its middle first. */
function windows({ first, end }: Span): number[] {
  const starts: number[] = [];
  for (let at = Math.floor(first / WINDOW) * WINDOW; at < end; at += WINDOW) starts.push(at);
  const middle = (first + end - WINDOW) / 2;
  return starts.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
}
