// The arithmetic of a list that draws only the rows in sight. All lengths in CSS pixels.

/** Rows `first` to `end - 1`. */
export interface Range {
  first: number;
  end: number;
}

export interface Viewport {
  scrollTop: number;
  height: number;
}

/** The rows to draw: those in sight and `overscan` more on each side, so that no frame is blank. */
export function visibleRange(
  viewport: Viewport,
  rowHeight: number,
  count: number,
  overscan: number,
): Range {
  if (count === 0 || viewport.height <= 0) return { first: 0, end: 0 };
  // A list that has just become shorter may still stand below its new end.
  const top = Math.max(0, Math.min(viewport.scrollTop, count * rowHeight - viewport.height));
  const first = Math.floor(top / rowHeight);
  const end = Math.ceil((top + viewport.height) / rowHeight);
  return { first: Math.max(0, first - overscan), end: Math.min(count, end + overscan) };
}

/** The range widened to whole windows of `size` rows: what to ask the store for. */
export function windowsOf(range: Range, size: number, count: number): Range {
  if (range.end <= range.first) return { first: 0, end: 0 };
  return {
    first: Math.floor(range.first / size) * size,
    end: Math.min(count, Math.ceil(range.end / size) * size),
  };
}

/** Where to scroll so that what lies from `top` to `bottom` is in sight, moving as little as possible. */
export function scrollToShow(viewport: Viewport, top: number, bottom: number): number {
  if (top < viewport.scrollTop) return top;
  if (bottom > viewport.scrollTop + viewport.height) return Math.max(0, bottom - viewport.height);
  return viewport.scrollTop;
}

/** The row a key leads to, or `undefined` for keys that do not move. Stops at the ends. */
export function moveRow(
  key: string,
  current: number,
  count: number,
  rowsInSight: number,
): number | undefined {
  if (count === 0) return undefined;
  const page = Math.max(1, rowsInSight - 1);
  const targets: Record<string, number> = {
    ArrowUp: current - 1,
    ArrowDown: current + 1,
    PageUp: current - page,
    PageDown: current + page,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}
