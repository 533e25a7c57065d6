// Pictures in rows of equal width, each row as high as its pictures make it, in groups if wanted. Pure
// arithmetic in typed arrays: 100,000 pictures are laid out anew within a frame whenever the width
// changes. All lengths in CSS pixels.

import type { Range, Viewport } from "./virtualRange";

/** Pictures that stand together below a heading. */
export interface Group {
  first: number;
  count: number;
}

export interface JustifiedOptions {
  width: number;
  /** The height that rows come close to. */
  rowHeight: number;
  gap: number;
  /** In order and without holes; none means that the pictures stand without headings. */
  groups?: readonly Group[];
  /** Room for a heading above each group. */
  headHeight?: number;
}

/** From the upper edge of a group's heading to the lower edge of its last row. */
export interface Head {
  group: number;
  top: number;
  bottom: number;
}

export interface JustifiedLayout {
  /** How many rows there are. */
  rows: number;
  /** The first picture of each row; one entry more than rows, which is the number of pictures. */
  firsts: Int32Array;
  tops: Float64Array;
  heights: Float64Array;
  /** Width divided by height of each picture, as it is shown. */
  ratios: Float64Array;
  heads: readonly Head[];
  gap: number;
  /** The height of everything. */
  height: number;
}

/** A picture in its place. */
export interface Tile {
  index: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** An area, from its upper left to its lower right corner. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Stands in for a picture whose size is not known or is nonsense. */
const UNKNOWN_RATIO = 1.5;
/** Panoramas and strips are shown no more extreme than this, so that a row stays usable. */
const WIDEST = 4;
const NARROWEST = 0.4;

function shownRatios(ratios: ArrayLike<number>): Float64Array {
  const shown = new Float64Array(ratios.length);
  for (let index = 0; index < shown.length; index += 1) {
    const ratio = ratios[index] ?? 0;
    const known = Number.isFinite(ratio) && ratio > 0;
    shown[index] = known ? Math.max(NARROWEST, Math.min(WIDEST, ratio)) : UNKNOWN_RATIO;
  }
  return shown;
}

/** Rows as they are closed, one below the other. */
class Rows {
  length = 0;
  top = 0;
  readonly firsts: Int32Array;
  readonly tops: Float64Array;
  readonly heights: Float64Array;
  readonly #gap: number;

  constructor(most: number, gap: number) {
    this.firsts = new Int32Array(most + 1);
    this.tops = new Float64Array(most);
    this.heights = new Float64Array(most);
    this.#gap = gap;
  }

  close(first: number, height: number): void {
    this.firsts[this.length] = first;
    this.tops[this.length] = this.top;
    this.heights[this.length] = height;
    this.length += 1;
    this.top += height + this.#gap;
  }
}

/**
 * Fills rows with pictures `first` to `end - 1`; a row ends where its height comes closest to
 * `rowHeight`. The last row is not stretched.
 */
function fill(
  rows: Rows,
  ratios: Float64Array,
  { first, end }: Range,
  { width, rowHeight, gap }: JustifiedOptions,
): void {
  let start = first;
  let sum = 0;
  for (let index = first; index < end; index += 1) {
    const ratio = ratios[index] ?? UNKNOWN_RATIO;
    const before = index - start;
    const without = before > 0 ? (width - gap * (before - 1)) / sum : Infinity;
    sum += ratio;
    const height = (width - gap * before) / sum;
    if (height > rowHeight) continue;
    if (without - rowHeight < rowHeight - height) {
      rows.close(start, without);
      start = index;
      sum = ratio;
      if (width / sum > rowHeight) continue;
      rows.close(start, width / sum);
    } else {
      rows.close(start, height);
    }
    start = index + 1;
    sum = 0;
  }
  if (start < end) rows.close(start, rowHeight);
}

/** Lays out all pictures, given their width divided by their height. */
export function justify(
  ratios: ArrayLike<number>,
  { width, rowHeight, gap, groups = [], headHeight = 0 }: JustifiedOptions,
): JustifiedLayout {
  const count = width > 0 ? ratios.length : 0;
  const shown = count > 0 ? shownRatios(ratios) : new Float64Array();
  const rows = new Rows(count, gap);
  const heads: Head[] = [];
  const options = { width, rowHeight, gap };
  if (groups.length === 0) fill(rows, shown, { first: 0, end: count }, options);
  else if (count > 0) {
    groups.forEach((group, at) => {
      const { top } = rows;
      const end = Math.min(count, group.first + group.count);
      rows.top += headHeight;
      fill(rows, shown, { first: group.first, end }, options);
      heads.push({ group: at, top, bottom: rows.top });
    });
  }
  rows.firsts[rows.length] = count;
  return {
    rows: rows.length,
    firsts: rows.firsts.subarray(0, rows.length + 1),
    tops: rows.tops.subarray(0, rows.length),
    heights: rows.heights.subarray(0, rows.length),
    ratios: shown,
    heads,
    gap,
    height: Math.max(0, rows.top - gap),
  };
}

/** The first row whose lower edge is below `y`. */
function rowAt({ rows, tops, heights }: JustifiedLayout, y: number): number {
  let low = 0;
  let high = rows - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) + (heights[middle] ?? 0) <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many pixels beyond the sight are drawn. */
export interface Overscan {
  above: number;
  below: number;
}

/** The rows in sight and a little beyond it. */
export function rowsInSight(
  layout: JustifiedLayout,
  viewport: Viewport,
  { above, below }: Overscan,
): Range {
  if (layout.rows === 0 || viewport.height <= 0) return { first: 0, end: 0 };
  const top = Math.max(0, Math.min(viewport.scrollTop, layout.height - viewport.height));
  const first = rowAt(layout, top - above);
  return { first, end: rowAt(layout, top + viewport.height + below) + 1 };
}

/** The headings whose groups reach into the area between two heights. */
export function headsBetween({ heads }: JustifiedLayout, top: number, bottom: number): Head[] {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((heads[middle]?.bottom ?? 0) <= top) low = middle + 1;
    else high = middle;
  }
  const found: Head[] = [];
  for (let at = low; at < heads.length; at += 1) {
    const head = heads[at];
    if (!head || head.top >= bottom) break;
    found.push(head);
  }
  return found;
}

/** The places of a row's pictures. */
export function tilesOf(layout: JustifiedLayout, row: number): Tile[] {
  const { firsts, tops, heights, ratios, gap } = layout;
  const top = tops[row] ?? 0;
  const height = heights[row] ?? 0;
  const end = firsts[row + 1] ?? 0;
  const tiles: Tile[] = [];
  let left = 0;
  for (let index = firsts[row] ?? 0; index < end; index += 1) {
    const width = height * (ratios[index] ?? UNKNOWN_RATIO);
    tiles.push({ index, left, top, width, height });
    left += width + gap;
  }
  return tiles;
}

/** The tiles of the rows that are drawn. A row that stays keeps its tiles, so that they need not be drawn anew. */
export class DrawnTiles {
  #layout: JustifiedLayout | undefined;
  #rows = new Map<number, readonly Tile[]>();

  /** The tiles of rows `first` to `end - 1`, in order. */
  of(layout: JustifiedLayout, { first, end }: Range): Tile[] {
    const known = this.#layout === layout ? this.#rows : undefined;
    this.#layout = layout;
    this.#rows = new Map();
    for (let row = first; row < end; row += 1) {
      this.#rows.set(row, known?.get(row) ?? tilesOf(layout, row));
    }
    return [...this.#rows.values()].flat();
  }
}

/** The row that holds a picture. */
export function rowOf({ rows, firsts }: JustifiedLayout, index: number): number {
  let low = 0;
  let high = rows - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firsts[middle + 1] ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The pictures an area touches, as few spans as possible, in order. */
export function spansIn(layout: JustifiedLayout, area: Area): Range[] {
  const spans: Range[] = [];
  if (layout.rows === 0) return spans;
  for (let row = rowAt(layout, area.top); row < layout.rows; row += 1) {
    if ((layout.tops[row] ?? 0) >= area.bottom) break;
    const touched = tilesOf(layout, row).filter(
      ({ left, width, top, height }) =>
        left < area.right && left + width > area.left && top + height > area.top,
    );
    const first = touched[0]?.index;
    if (first === undefined) continue;
    const end = first + touched.length;
    const last = spans.at(-1);
    if (last?.end === first) last.end = end;
    else spans.push({ first, end });
  }
  return spans;
}

/** The picture of row `to` that lies nearest above or below picture `index`. */
function nearest(layout: JustifiedLayout, index: number, to: number): number {
  const here = tilesOf(layout, rowOf(layout, index)).find((tile) => tile.index === index);
  const tiles = tilesOf(layout, to);
  if (!here) return layout.firsts[to] ?? 0;
  const centre = here.left + here.width / 2;
  const distance = (tile: Tile) => Math.abs(tile.left + tile.width / 2 - centre);
  return tiles.reduce((best, tile) => (distance(tile) < distance(best) ? tile : best)).index;
}

/** The picture a key leads to, or `undefined` for keys that do not move. Stops at the ends. */
export function moveTile(
  key: string,
  layout: JustifiedLayout,
  current: number,
  viewportHeight: number,
): number | undefined {
  const count = layout.firsts[layout.rows] ?? 0;
  if (count === 0) return undefined;
  const clamp = (index: number) => Math.max(0, Math.min(count - 1, index));
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowLeft") return clamp(current - 1);
  if (key === "ArrowRight") return clamp(current + 1);
  const at = rowOf(layout, clamp(current));
  const top = layout.tops[at] ?? 0;
  const rows: Record<string, number> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: Math.min(at - 1, rowAt(layout, top - viewportHeight) + 1),
    PageDown: Math.max(at + 1, rowAt(layout, top + viewportHeight) - 1),
  };
  const row = rows[key];
  if (row === undefined) return undefined;
  if (current < 0) return 0;
  const reached = Math.max(0, Math.min(layout.rows - 1, row));
  return reached === at ? current : nearest(layout, current, reached);
}
