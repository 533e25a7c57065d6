// What narrows a list of photos: sets, flags and stars, within an album or a smart album. Pure.

import type { Flag, PhotoCounts, PhotoFilter, PhotoSet } from "../../ipc/generated";

/** Everything that decides which photos are on screen, but for the words searched for. */
export type Place = Omit<PhotoFilter, "query">;

/** What the filter above the grid can change. */
export type Narrowing = Pick<Place, "set" | "flag" | "min_stars" | "import" | "day">;

/** The whole library. */
export const WHOLE: Place = {
  album: null,
  smart: null,
  set: "all",
  flag: null,
  min_stars: 0,
  import: null,
  day: null,
  sort: "imported",
};

/** The sets that stand above the grid all the time. */
export const QUICK_SETS = ["all", "no_caption", "no_alt", "no_credit"] as const;

/** All sets of the filter's menu, as groups. */
export const SET_GROUPS = {
  lacking: ["no_caption", "no_credit", "no_alt"],
  uses: ["used", "unused", "published", "changed"],
  files: ["with_gps", "duplicates", "missing"],
} as const satisfies Record<string, readonly PhotoSet[]>;
export type SetGroup = keyof typeof SET_GROUPS;

/** Flags in the order of the menu, with the name of their count. */
export const FLAGS = [
  ["pick", "picked"],
  ["reject", "rejected"],
  ["none", "unflagged"],
] as const satisfies readonly (readonly [Flag, keyof PhotoCounts])[];

/** The bin and what was brought in last are places of their own, not filters. */
function isFilter(set: PhotoSet): boolean {
  return set !== "all" && set !== "recent" && set !== "trashed";
}

/** Whether a list shows less than its album, smart album or the library holds. */
export function isNarrowed({ set, flag, min_stars, import: job, day }: Place): boolean {
  return isFilter(set) || flag !== null || min_stars > 0 || job !== null || day !== null;
}

/** The same album, smart album or library without anything that narrows it. */
export function unfiltered(place: Place): Place {
  const { album, smart, sort, set } = place;
  return { ...WHOLE, album, smart, sort, set: isFilter(set) ? "all" : set };
}

/** The segments above the grid: the usual sets, or the chosen one beside the first of them. */
export function segments(set: PhotoSet): readonly PhotoSet[] {
  const usual: readonly PhotoSet[] = QUICK_SETS;
  return usual.includes(set) || !isFilter(set) ? usual : [...usual.slice(0, 2), set];
}
