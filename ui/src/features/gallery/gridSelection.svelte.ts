// Which photos are chosen, and how pointer and keys change that. Chosen by id, so that a list that
// changes under the selection does not change what is selected; the photo the keyboard stands on and
// the one a range starts from are followed to where they went.

import type { PhotoPages, Span } from "./photoPages.svelte";

interface Modifiers {
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

type Source = Pick<PhotoPages, "find" | "ids" | "rowAt" | "total"> & { onreload?: unknown };

/** Whether an index lies in one of the spans, which are in order. */
export function inSpans(spans: readonly Span[], index: number): boolean {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (!span) return false;
    if (index < span.first) high = middle - 1;
    else if (index >= span.end) low = middle + 1;
    else return true;
  }
  return false;
}

export class GridSelection {
  #current = $state(-1);
  #ids = $state.raw<ReadonlySet<string>>(new Set());
  /** What a frame that is being drawn would choose, and what stays chosen beside it. */
  #band = $state.raw<{ spans: readonly Span[]; kept: ReadonlySet<string> }>();
  #anchor = 0;
  #currentId: string | undefined;
  #anchorId: string | undefined;
  #pages: Source;
  #single: boolean;
  #turn = 0;

  /** With `single` at most one photo is chosen at a time. */
  constructor(pages: Source, { single = false } = {}) {
    this.#pages = pages;
    this.#single = single;
    pages.onreload = () => this.follow();
  }

  /** The photo the keyboard stands on; -1 for none. */
  get current(): number {
    return this.#current;
  }
  set current(index: number) {
    this.#current = index;
    this.#currentId = this.#pages.rowAt(index)?.id;
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

  /** Whether the photo at a place is shown as chosen, also while a frame is drawn. */
  shows(index: number): boolean {
    const id = this.#pages.rowAt(index)?.id;
    const band = this.#band;
    if (!band) return this.has(id);
    return inSpans(band.spans, index) || (id !== undefined && band.kept.has(id));
  }

  /** A press of the pointer, or a move with the keyboard: alone, Shift for a range, Ctrl to toggle. */
  async choose(index: number, { shiftKey, ctrlKey, metaKey }: Modifiers): Promise<void> {
    this.current = index;
    if (shiftKey && !this.#single) return this.#range(index);
    this.#root(index);
    if (ctrlKey || metaKey) {
      this.toggle(index);
      return;
    }
    const id = this.#pages.rowAt(index)?.id;
    this.set(id === undefined ? [] : [id]);
    if (id === undefined) await this.#late({ first: index, end: index + 1 }, []);
  }

  /** Goes to a photo and leaves what is chosen alone. */
  walk(index: number): void {
    this.current = index;
  }

  /** Adds a photo, or takes it out. */
  toggle(index: number): void {
    this.current = index;
    this.#root(index);
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
    if (!this.#single) await this.#late({ first: 0, end: this.#pages.total }, []);
  }

  /** All photos of a span; with `more` beside what is chosen. */
  async span(span: Span, { more = false } = {}): Promise<void> {
    if (this.#single) return;
    this.current = span.first;
    this.#root(span.first);
    await this.#late(span, more ? this.#ids : []);
  }

  /** Shows what a frame would choose; with `more` beside what is chosen. */
  preview(spans: readonly Span[], { more = false } = {}): void {
    if (!this.#single) this.#band = { spans, kept: more ? this.#ids : new Set() };
  }

  /** The frame is drawn: chooses what it showed. */
  async take(): Promise<void> {
    const band = this.#band;
    if (!band) return;
    this.#turn += 1;
    const turn = this.#turn;
    const last = band.spans.at(-1);
    if (last) {
      this.current = last.end - 1;
      this.#root(band.spans[0]?.first ?? 0);
    }
    const found = await Promise.all(band.spans.map((span) => this.#pages.ids(span)));
    if (turn === this.#turn) this.set([...band.kept, ...found.flat()]);
    this.leave();
  }

  /** The frame was left: what was chosen stays chosen. */
  leave(): void {
    this.#band = undefined;
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
    this.#root(0);
    this.set([]);
  }

  /** Forgets photos that are gone. */
  drop(ids: Iterable<string>): void {
    const next = new Set(this.#ids);
    for (const id of ids) next.delete(id);
    this.#put(next);
  }

  /** After the list has changed: finds where the keyboard and the range's beginning stand now. */
  async follow(): Promise<void> {
    const { current } = this;
    const id = this.#currentId;
    const anchorId = this.#anchorId;
    const [at, root] = await Promise.all([
      this.#place(id, current),
      this.#place(anchorId, this.#anchor),
    ]);
    // Meanwhile the user went elsewhere.
    if (id !== this.#currentId || current !== this.#current) return;
    if (at >= 0) this.#current = at;
    if (anchorId === this.#anchorId && root >= 0) this.#anchor = root;
  }

  async #place(id: string | undefined, index: number): Promise<number> {
    if (id === undefined || this.#pages.rowAt(index)?.id === id) return index;
    const found = await this.#pages.find(id);
    // A photo that left the list leaves the keyboard where it stood.
    return found >= 0 ? found : Math.min(index, this.#pages.total - 1);
  }

  #root(index: number): void {
    this.#anchor = index;
    this.#anchorId = this.#pages.rowAt(index)?.id;
  }

  #range(index: number): Promise<void> {
    const first = Math.max(0, Math.min(this.#anchor, index));
    return this.#late({ first, end: Math.max(this.#anchor, index) + 1 }, []);
  }

  /** Chooses photos whose rows may not have come yet; a later press decides. */
  async #late(span: Span, beside: Iterable<string>): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const ids = await this.#pages.ids(span);
    if (turn === this.#turn) this.set([...beside, ...ids]);
  }

  #put(ids: ReadonlySet<string>): void {
    this.#turn += 1;
    this.#ids = ids;
  }
}
