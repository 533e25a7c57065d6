import { describe, expect, it } from "vitest";
import { formatDay, parseDay } from "./day";

describe("a typed day", () => {
  /** A term of office that begins on another day names the wrong person in a caption. */
  it.each([
    ["15/07/2022", "2022-07-15"],
    [" 1/2/2024 ", "2024-02-01"],
    ["29-02-2024", "2024-02-29"],
    ["29/02/2023", null],
    ["31/04/2022", null],
    ["2022-07-15", null],
    ["", null],
  ])("%j is %j", (typed, day) => {
    expect(parseDay(typed)).toBe(day);
  });

  it("is shown as it was typed", () => {
    expect(formatDay("2022-07-05")).toBe("05/07/2022");
  });
});
