// How a list of photos can be divided.

import type { Grouping } from "../../ipc/generated";

/** In the order of the menu; the place of each is what is remembered. */
export const GROUPINGS = ["none", "day", "import"] as const satisfies Grouping[];

/** The division that was remembered. */
export function groupingOf(remembered: number | undefined): Grouping {
  return GROUPINGS[remembered ?? 0] ?? "none";
}
