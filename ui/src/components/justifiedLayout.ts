// Pictures in rows of equal width, each row as high as its pictures make it. Pure arithmetic, quick
// enough to do anew for 100,000 pictures whenever the width changes. All lengths in CSS pixels.

import type { Range, Viewport } from "./virtualRange";

export interface JustifiedOptions {
  width: number;
  /** The height that rows come close to. */
  rowHeight: number;
  gap: number;
}

/** One row: pictures `first` to `end - 1`. */
export interface JustifiedRow extends Range {
  top: number;
  height: number;
}

export interface JustifiedLayout {
  rows: readonly JustifiedRow[];
  /** The height of all rows with the gaps between them. */
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

/** Stands in for a picture whose size is not known or is nonsense. */
const UNKNOWN_RATIO = 1.5;
/** Panoramas and strips are shown no more extreme than this, so that a row stays usable. */
const WIDEST = 4;
const NARROWEST = 0.4;

function shownRatio(ratio: number | undefined): number {
  if (ratio === undefined || !Number.isFinite(ratio) || ratio <= 0) return UNKNOWN_RATIO;
  return Math.max(NARROWEST, Math.min(WIDEST, ratio));
}

/**
 * Fills rows one after the other; a row ends where its height comes closest to `rowHeight`. The last
 * row is not stretched.
 */
export function justify(
  count: number,
  ratioOf: (index: number) => number | undefined,
  { width, rowHeight, gap }: JustifiedOptions,
): JustifiedLayout {
  const rows: JustifiedRow[] = [];
  if (width <= 0) return { rows, height: 0 };
  let top = 0;
  let first = 0;
  let sum = 0;
  const close = (end: number, height: number) => {
    rows.push({ first, end, top, height });
    top += height + gap;
    first = end;
    sum = 0;
  };
  for (let index = 0; index < count; index += 1) {
    const ratio = shownRatio(ratioOf(index));
    const before = index - first;
    const without = before > 0 ? (width - gap * (before - 1)) / sum : Infinity;
    sum += ratio;
    const height = (width - gap * before) / sum;
    if (height > rowHeight) continue;
    if (without - rowHeight < rowHeight - height) {
      close(index, without);
      sum = ratio;
      if (width / sum <= rowHeight) close(index + 1, width / sum);
    } else {
      close(index + 1, height);
    }
  }
  if (first < count) close(count, rowHeight);
  return { rows, height: Math.max(0, top - gap) };
}

/** The first row whose lower edge is below `y`. */
function rowAt(layout: JustifiedLayout, y: number): number {
  let low = 0;
  let high = layout.rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = layout.rows[middle];
    if (row && row.top + row.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows in sight and within `overscan` pixels of it. */
export function rowsInSight(
  layout: JustifiedLayout,
  viewport: Viewport,
  overscan: number,
): readonly JustifiedRow[] {
  if (layout.rows.length === 0 || viewport.height <= 0) return [];
  const top = Math.max(0, Math.min(viewport.scrollTop, layout.height - viewport.height));
  const first = rowAt(layout, top - overscan);
  const last = rowAt(layout, top + viewport.height + overscan);
  return layout.rows.slice(first, last + 1);
}

/** The places of a row's pictures. */
export function tilesOf(
  row: JustifiedRow,
  ratioOf: (index: number) => number | undefined,
  gap: number,
): Tile[] {
  const tiles: Tile[] = [];
  let left = 0;
  for (let index = row.first; index < row.end; index += 1) {
    const width = row.height * shownRatio(ratioOf(index));
    tiles.push({ index, left, top: row.top, width, height: row.height });
    left += width + gap;
  }
  return tiles;
}

/** The row that holds a picture. */
export function rowOf(layout: JustifiedLayout, index: number): number {
  let low = 0;
  let high = layout.rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = layout.rows[middle];
    if (row && row.end <= index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The picture of row `to` that lies nearest above or below picture `index`. */
function nearest(
  layout: JustifiedLayout,
  index: number,
  to: number,
  ratioOf: (index: number) => number | undefined,
  gap: number,
): number {
  const from = layout.rows[rowOf(layout, index)];
  const target = layout.rows[to];
  if (!from || !target) return index;
  const here = tilesOf(from, ratioOf, gap).find((tile) => tile.index === index);
  if (!here) return target.first;
  const centre = here.left + here.width / 2;
  const distance = (tile: Tile) => Math.abs(tile.left + tile.width / 2 - centre);
  const tiles = tilesOf(target, ratioOf, gap);
  return tiles.reduce((best, tile) => (distance(tile) < distance(best) ? tile : best)).index;
}

/** The picture a key leads to, or `undefined` for keys that do not move. Stops at the ends. */
export function moveTile(
  key: string,
  layout: JustifiedLayout,
  current: number,
  viewportHeight: number,
  ratioOf: (index: number) => number | undefined,
  gap: number,
): number | undefined {
  const count = layout.rows.at(-1)?.end ?? 0;
  if (count === 0) return undefined;
  const clamp = (index: number) => Math.max(0, Math.min(count - 1, index));
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowLeft") return clamp(current - 1);
  if (key === "ArrowRight") return clamp(current + 1);
  const at = rowOf(layout, clamp(current));
  const top = layout.rows[at]?.top ?? 0;
  const rows: Record<string, number> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: Math.min(at - 1, rowAt(layout, top - viewportHeight) + 1),
    PageDown: Math.max(at + 1, rowAt(layout, top + viewportHeight) - 1),
  };
  const row = rows[key];
  if (row === undefined) return undefined;
  if (current < 0) return 0;
  const reached = Math.max(0, Math.min(layout.rows.length - 1, row));
  return reached === at ? current : nearest(layout, current, reached, ratioOf, gap);
}
