// The list of articles: which ones, in what order, and the windows of rows that are needed now.
//
// What is on screen stays there until its successor has arrived, so that nothing flickers.

import { call, IpcError, listen } from "../../ipc/call";
import type { ArticleRow, Failure } from "../../ipc/generated";
import { filterOf, usualOrder, type Order, type Shelf } from "./listFilter";

export const WINDOW = 100;
/** A request for rows answers with at most this many. */
const ANSWER = 500;
export const SEARCH_AFTER_MS = 120;
export const SLOW_AFTER_MS = 3000;

/** Rows `first` to `end - 1`. */
export interface RowRange {
  first: number;
  end: number;
}

/** What the rows on screen are an answer to. */
export interface Shown {
  shelf: Shelf;
  query: string;
}

type Pages = ReadonlyMap<number, readonly ArticleRow[]>;

export class ArticleListing {
  #shelf = $state<Shelf>("all");
  #typed = $state("");
  #asked = $state("");
  #browseOrder = $state.raw<Order>(usualOrder("updated"));
  #searchOrder = $state.raw<Order>(usualOrder("relevance"));

  #pages = $state.raw<Pages>(new Map());
  #total = $state<number>();
  #shown = $state.raw<Shown>({ shelf: "all", query: "" });
  #turn = $state(0);
  #revision = $state(0);
  #counts = $state.raw<Readonly<Partial<Record<Shelf, number>>>>({});
  #lastEdit = $state<string>();
  #failure = $state.raw<Failure>();
  #slow = $state(false);

  #generation = 0;
  #needed: RowRange = { first: 0, end: WINDOW };
  #asking = new Set<number>();
  #loading = false;
  #again = false;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(order: Order = usualOrder("updated")) {
    this.#browseOrder = order;
  }

  /** Loads what is to be shown and follows the library; returns the way to stop. */
  start(): () => void {
    const stop = listen("library_changed", () => {
      this.refresh();
    });
    const views = listen("statistics_changed", () => {
      this.refresh();
    });
    const slow = setTimeout(() => {
      this.#slow = this.#total === undefined;
    }, SLOW_AFTER_MS);
    this.refresh();
    return () => {
      clearTimeout(slow);
      clearTimeout(this.#typing);
      stop();
      views();
    };
  }

  get shelf(): Shelf {
    return this.#shelf;
  }
  /** Shows another shelf, from its top. */
  set shelf(shelf: Shelf) {
    if (shelf === this.#shelf) return;
    this.#shelf = shelf;
    this.#turnTo();
  }

  /** The search text as it is typed; the list follows a moment later. */
  get query(): string {
    return this.#typed;
  }
  set query(text: string) {
    if (text === this.#typed) return;
    this.#typed = text;
    clearTimeout(this.#typing);
    const wait = text.trim() === "" ? 0 : SEARCH_AFTER_MS;
    this.#typing = setTimeout(() => {
      this.#search();
    }, wait);
  }

  get order(): Order {
    return this.#asked === "" ? this.#browseOrder : this.#searchOrder;
  }
  set order(order: Order) {
    if (this.#asked !== "") this.#searchOrder = order;
    if (order.sort !== "relevance") this.#browseOrder = order;
    this.#turnTo();
  }

  /** The order outside a search, which is worth remembering. */
  get browseOrder(): Order {
    return this.#browseOrder;
  }
  /** How many rows there are; `undefined` until the first answer. */
  get total(): number | undefined {
    return this.#total;
  }
  get shown(): Shown {
    return this.#shown;
  }
  /** Counts up whenever the list has become another one and is to be seen from its top. */
  get turn(): number {
    return this.#turn;
  }
  /** Counts up whenever rows may have moved or changed. */
  get revision(): number {
    return this.#revision;
  }
  /** How many articles each shelf holds, of those that the search finds. */
  get counts(): Readonly<Partial<Record<Shelf, number>>> {
    return this.#counts;
  }
  /** When an article was last changed, RFC 3339. */
  get lastEdit(): string | undefined {
    return this.#lastEdit;
  }
  /** Why there are no rows. */
  get failure(): Failure | undefined {
    return this.#failure;
  }
  /** Whether the first rows take so long that something should be said. */
  get slow(): boolean {
    return this.#slow && this.#total === undefined && this.#failure === undefined;
  }

  /** A row, if it has arrived. */
  row(index: number): ArticleRow | undefined {
    return this.#pages.get(Math.floor(index / WINDOW))?.[index % WINDOW];
  }

  /** Where a row stands, among those that have arrived. */
  indexOf(id: string): number {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return page * WINDOW + at;
    }
    return -1;
  }

  /** Told which rows are in sight; asks for those that are missing. */
  need(range: RowRange): void {
    this.#needed = range;
    for (const page of this.#missing(range)) void this.#fetch(page);
  }

  /** Rows `first` to `end - 1`, also those that nobody has looked at yet. */
  async rowsBetween({ first, end }: RowRange): Promise<ArticleRow[]> {
    const generation = this.#generation;
    const missing = this.#missing({ first, end });
    const step = ANSWER / WINDOW;
    for (let page = missing[0] ?? 0; missing.some((other) => other >= page); page += step) {
      await this.#take(page * WINDOW, ANSWER);
      if (generation !== this.#generation) return [];
    }
    return Array.from({ length: Math.max(0, end - first) }, (_, at) => this.row(first + at)).filter(
      (row) => row !== undefined,
    );
  }

  /** Asks anew for what is in sight and leaves everything where it is. */
  refresh(): void {
    if (this.#loading) this.#again = true;
    else void this.#load(false);
  }

  #search(): void {
    const query = this.#typed.trim();
    if (query === this.#asked) return;
    if (this.#asked === "") this.#searchOrder = usualOrder("relevance");
    this.#asked = query;
    this.#turnTo();
  }

  #turnTo(): void {
    this.#again = false;
    void this.#load(true);
  }

  async #load(fromTop: boolean): Promise<void> {
    const generation = ++this.#generation;
    this.#asking.clear();
    this.#loading = true;
    const shown: Shown = { shelf: this.#shelf, query: this.#asked };
    const range = fromTop ? { first: 0, end: WINDOW } : this.#needed;
    const first = Math.floor(range.first / WINDOW) * WINDOW;
    try {
      const limit = Math.min(ANSWER, Math.ceil((range.end - first) / WINDOW) * WINDOW || WINDOW);
      const page = await this.#request(first, limit);
      if (generation !== this.#generation) return;
      const another = fromTop || this.#total === undefined;
      this.#pages = split(first, page.rows);
      this.#total = page.total;
      this.#shown = shown;
      this.#failure = undefined;
      if (another) this.#turn += 1;
      this.#revision += 1;
      void this.#count(generation);
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    } finally {
      if (generation === this.#generation) this.#loaded();
    }
  }

  #loaded(): void {
    this.#loading = false;
    if (this.#again) {
      this.#again = false;
      this.refresh();
    }
  }

  #request(offset: number, limit: number) {
    const filter = filterOf(this.#shelf, this.#asked, this.order);
    return call("article_list", { filter, range: { offset, limit } });
  }

  #missing({ first, end }: RowRange): number[] {
    const total = this.#total ?? 0;
    const last = Math.ceil(Math.min(end, total) / WINDOW);
    const pages: number[] = [];
    for (let page = Math.floor(first / WINDOW); page < last; page += 1) {
      if (!this.#pages.has(page)) pages.push(page);
    }
    return pages;
  }

  async #fetch(page: number): Promise<void> {
    if (this.#asking.has(page)) return;
    const generation = this.#generation;
    this.#asking.add(page);
    try {
      await this.#take(page * WINDOW, WINDOW);
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    } finally {
      if (generation === this.#generation) this.#asking.delete(page);
    }
  }

  async #take(offset: number, limit: number): Promise<void> {
    const generation = this.#generation;
    const { rows, total } = await this.#request(offset, limit);
    if (generation !== this.#generation) return;
    this.#pages = new Map([...this.#pages, ...split(offset, rows)]);
    this.#total = total;
    this.#revision += 1;
  }

  async #count(generation: number): Promise<void> {
    try {
      const { last_edit, ...counts } = await call("article_counts", { query: this.#asked });
      if (generation !== this.#generation) return;
      this.#counts = counts;
      this.#lastEdit = last_edit ?? undefined;
    } catch (error) {
      if (generation === this.#generation) this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!(error instanceof IpcError)) throw error;
    this.#failure = error.failure;
  }
}

/** Rows of an answer by window; the last window may be short. */
function split(offset: number, rows: readonly ArticleRow[]): Map<number, readonly ArticleRow[]> {
  const pages = new Map<number, readonly ArticleRow[]>();
  for (let at = 0; at < rows.length; at += WINDOW) {
    pages.set((offset + at) / WINDOW, rows.slice(at, at + WINDOW));
  }
  return pages;
}
