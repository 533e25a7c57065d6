// Words of the review of photos that look alike.

import type { duplicates as vi } from "../vi/duplicates";

/** “1 photo”, “3 photos”. */
const photos = (count: string) => (count === "1" ? "1 photo" : `${count} photos`);

export const duplicates: typeof vi = {
  title: "Photos that look alike",
  text: "Choose which photo of each group stays. The others go to the bin and can be brought back.",
  line: "These photos look alike: taken in a burst, resized, or saved again.",
  open: "Compare photos that look alike",
  openShort: "Compare the groups",
  nth: (at, count) => `Group ${at} of ${count}`,
  previous: "Previous group",
  next: "Next group",
  keep: (others) => `Keep this one, remove ${others}`,
  dismiss: "Not duplicates",
  stays: "Stays",
  goes: "To the bin",
  kept: (count) => `One photo kept, ${photos(count)} moved to the bin`,
  dismissed: (count) => `${photos(count)} no longer taken for duplicates`,
  used: (count) => (count === "1" ? "Used once" : `Used in ${count} places`),
  unused: "Not used",
  unknown: "Unknown",
  noCaption: "None yet",
  noCredit: "Not named",
  facts: {
    pixels: "Size",
    bytes: "File size",
    taken: "Taken",
    format: "Format",
    caption: "Caption",
    credit: "Photographer",
  },
  none: "No more groups to compare",
  noneText: "Later imports that look like a photo you have appear here.",
};
