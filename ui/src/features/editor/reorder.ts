// Changing the order of a row of things, by the pointer or by keys.

/** The list with one thing moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const target = Math.max(0, Math.min(to, list.length - 1));
  const next = [...list];
  const [thing] = next.splice(from, 1);
  if (thing !== undefined) next.splice(target, 0, thing);
  return next;
}

export interface Spot {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The index of the spot whose middle is nearest to a point; -1 without spots. */
export function nearestSpot(spots: readonly Spot[], x: number, y: number): number {
  let best = -1;
  let nearest = Infinity;
  spots.forEach(({ left, right, top, bottom }, index) => {
    const distance = Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y);
    if (distance < nearest) {
      nearest = distance;
      best = index;
    }
  });
  return best;
}
