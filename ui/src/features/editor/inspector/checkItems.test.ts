import { describe, expect, it } from "vitest";
import type { Check, PhotoRow } from "../../../ipc/generated";
import { articleOf } from "../testArticle";
import { checkItems } from "./checkItems";

function photo(id: string, changed: Partial<PhotoRow> = {}): PhotoRow {
  return {
    id,
    width: 1200,
    height: 800,
    file_name: `${id}.jpg`,
    caption: "",
    alt: { kind: "missing" },
    credit: "",
    has_gps: false,
    uses: 1,
    version: 0,
    flag: "none",
    stars: 0,
    taken_at: null,
    duplicates: 0,
    sync: "new",
    missing: false,
    format: "jpeg",
    ...changed,
  };
}

const ROWS = [
  photo("p1", { credit: "Trần Kim Huy" }),
  photo("p2", { credit: "Trần Kim Huy", caption: "Đầm Ô Loan" }),
  photo("p3", { credit: "Lê Thị Thu Hà" }),
  photo("p4"),
];
const CHECKS: Check[] = [
  { subject: "title", problem: null, photos: [] },
  { subject: "poster", problem: "reminder", photos: [] },
  { subject: "alt_text", problem: "reminder", photos: ["p2", "p4"] },
  { subject: "credit", problem: "reminder", photos: ["p4"] },
  { subject: "consent", problem: "error", photos: ["p3"] },
];

const items = checkItems(CHECKS, {
  article: articleOf(),
  photos: ROWS.map(({ id }) => id),
  find: (id) => ROWS.find((row) => row.id === id),
  person: "Trần Kim Huy",
});

describe("things to put right", () => {
  it("are one for each photo, errors first, counted as on the page", () => {
    expect(items.map((item) => [item.subject, "index" in item ? item.index : 0])).toEqual([
      ["consent", 3],
      ["poster", 0],
      ["alt_text", 2],
      ["alt_text", 4],
      ["credit", 4],
    ]);
  });

  /** A quick fix that made words up would publish something nobody has seen. */
  it("propose only what is known already", () => {
    expect(items.map(({ proposal }) => proposal)).toEqual([
      undefined,
      "Trần Kim Huy",
      "Đầm Ô Loan",
      undefined,
      "Trần Kim Huy",
    ]);
  });
});
