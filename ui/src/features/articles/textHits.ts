// A text cut where a search found something, to be drawn with the hits marked.

export interface TextPart {
  text: string;
  hit: boolean;
}

/** The parts of `text`, in order; `hits` are UTF-16 `[start, end)` pairs in ascending order. */
export function textParts(text: string, hits: readonly (readonly [number, number])[]): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const [start, end] of hits) {
    if (start < at || end <= start || end > text.length) continue;
    if (start > at) parts.push({ text: text.slice(at, start), hit: false });
    parts.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), hit: false });
  return parts;
}

const SHOWN_BEFORE = 24;

/**
 * The same for a line that is cut at its end: begins shortly before the first hit when that would
 * lie out of sight, at `visible` characters or later.
 */
export function partsAroundHit(
  text: string,
  hits: readonly (readonly [number, number])[],
  visible: number,
): TextPart[] {
  const first = hits[0];
  if (!first || first[1] <= visible) return textParts(text, hits);
  const wanted = Math.max(0, first[0] - SHOWN_BEFORE);
  const space = text.indexOf(" ", wanted);
  const from = space < 0 || space >= first[0] ? first[0] : space + 1;
  const moved = hits.map(([start, end]) => [start - from, end - from] as const);
  return [{ text: "…", hit: false }, ...textParts(text.slice(from), moved)];
}
