// Words of the storage of photos: disk use, missing originals, thumbnails, the bin.

import type { storage as vi } from "../vi/storage";

/** “1 photo”, “3 photos”. */
const photos = (count: string) => (count === "1" ? "1 photo" : `${count} photos`);

export const storage: typeof vi = {
  text: "What the library takes of this computer's disk.",
  free: (size) => `${size} free on the disk`,
  files: (count) => (count === "1" ? "1 file" : `${count} files`),
  parts: {
    originals: "Originals",
    thumbnails: "Thumbnails",
    published: "Published copies",
    database: "Articles, captions, versions",
  },
  littleRoom: (size) => `The disk is almost full (${size} left). Make room before the next import.`,
  careTitle: "Care",
  progress: (done, total) => `${done}/${total} photos`,
  cancelled: "Stopped halfway.",
  check: "Check the originals",
  checkText: "Looks for originals that are missing or damaged in the library folder.",
  checkGo: "Check",
  thorough: "Read every photo",
  thoroughHelp: "Compares every byte with what was imported. Takes much longer.",
  allThere: (count) => `All ${count} originals are there.`,
  lost: (lost, count) => `${lost} of ${count} originals missing or damaged.`,
  lostText: "These photos have lost their original. Choose the very file that was imported.",
  lostMore: (count) => `and ${photos(count)} more.`,
  replace: "Choose the original…",
  replaced: (file) => `Original of ${file} is back`,
  rebuild: "Rebuild the thumbnails",
  rebuildText: "When thumbnails are missing or look wrong. Originals stay as they are.",
  rebuildGo: "Rebuild",
  rebuilt: (count) => `Thumbnails of ${photos(count)} rebuilt.`,
  notRebuilt: (count) => `${photos(count)} without a readable original.`,
  bin: "Bin",
  binEmpty: "The bin is empty.",
  binHolds: (files, size) =>
    `${files === "1" ? "1 file" : `${files} files`}, ${size}. Emptying it cannot be undone; photos still used in articles or albums stay.`,
  binGo: "Empty the bin",
  emptied: (count, size) => `${photos(count)} removed for good, ${size} freed.`,
  kept: (count) => `${photos(count)} kept, still used in articles or albums.`,
};
