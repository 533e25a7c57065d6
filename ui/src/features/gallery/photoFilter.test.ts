import { describe, expect, it } from "vitest";
import { proposedTitle } from "./filterWords";
import { isNarrowed, segments, unfiltered, WHOLE } from "./photoFilter";

describe("a filter", () => {
  it("narrows by a set, a flag, stars, a day or an import", () => {
    expect(isNarrowed(WHOLE)).toBe(false);
    expect(isNarrowed({ ...WHOLE, album: "al1", sort: "name" })).toBe(false);
    expect(isNarrowed({ ...WHOLE, set: "no_alt" })).toBe(true);
    expect(isNarrowed({ ...WHOLE, flag: "none" })).toBe(true);
    expect(isNarrowed({ ...WHOLE, min_stars: 1 })).toBe(true);
    expect(isNarrowed({ ...WHOLE, day: "" })).toBe(true);
    expect(isNarrowed({ ...WHOLE, import: "j1" })).toBe(true);
  });

  /** Clearing a filter in the bin would otherwise show photos that are not in it. */
  it("is taken off without leaving the bin, the album or the smart album", () => {
    const narrowed = { ...WHOLE, set: "trashed", flag: "pick", min_stars: 3 } as const;
    expect(unfiltered(narrowed)).toEqual({ ...WHOLE, set: "trashed" });
    const inAlbum = { ...WHOLE, album: "al1", set: "no_alt", sort: "name" } as const;
    expect(unfiltered(inAlbum)).toEqual({ ...WHOLE, album: "al1", sort: "name" });
    expect(unfiltered({ ...WHOLE, smart: "s1", day: "2022-07-15" }).smart).toBe("s1");
  });

  /** A set chosen in the menu that is not seen in the row looks like photos that are gone. */
  it("always shows the chosen set in the row", () => {
    expect(segments("changed")).toContain("changed");
    expect(segments("no_alt")).toEqual(segments("all"));
  });

  it("proposes a name that says what it gathers", () => {
    const place = { ...WHOLE, set: "unused", flag: "pick", min_stars: 4 } as const;
    expect(proposedTitle(place, "lễ hội")).toBe("“lễ hội” · Chưa dùng · Chọn · Từ 4 sao");
    expect(proposedTitle({ ...WHOLE, day: "2022-07-05" }, "")).toBe("Chụp ngày 05/07/2022");
  });
});
