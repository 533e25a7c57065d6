// A filter in words: what narrows the list, part by part, each with the way to take it off.

import { formatCount, formatDate, t } from "../../i18n";
import type { Narrowing, Place } from "./photoFilter";

export interface FilterPart {
  part: keyof Narrowing;
  text: string;
  /** The change that takes this part off. */
  without: Partial<Narrowing>;
}

/** Everything that narrows a list, in the order in which it is told. */
export function filterParts(place: Place): FilterPart[] {
  const words = t().filters;
  const { set, flag, min_stars: stars, day, import: job } = place;
  const parts: FilterPart[] = [];
  if (set !== "all") parts.push({ part: "set", text: words.short[set], without: { set: "all" } });
  if (flag !== null) {
    parts.push({ part: "flag", text: words.flags[flag], without: { flag: null } });
  }
  if (stars > 0) {
    const text = stars === 5 ? words.fiveStars : words.stars(formatCount(stars));
    parts.push({ part: "min_stars", text, without: { min_stars: 0 } });
  }
  if (day !== null) {
    // Noon in the office's zone: no zone of the computer makes it another day.
    const text = day === "" ? words.noDay : words.day(formatDate(`${day}T12:00:00+07:00`));
    parts.push({ part: "day", text, without: { day: null } });
  }
  if (job !== null)
    parts.push({ part: "import", text: words.oneImport, without: { import: null } });
  return parts;
}

/** A name for a filter that is about to be saved. */
export function proposedTitle(place: Place, query: string): string {
  const parts = filterParts(place).map(({ text }) => text);
  if (query !== "") parts.unshift(`“${query}”`);
  return parts.join(" · ");
}
