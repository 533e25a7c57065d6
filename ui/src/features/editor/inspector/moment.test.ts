import { describe, expect, it } from "vitest";
import { parseMoment, typedMoment } from "./moment";

describe("a typed moment", () => {
  /** The stamp of an old article set wrong by seven hours would be printed for good. */
  it("is read in the office's zone and shown again as typed", () => {
    const moment = parseMoment({ date: "15/07/2022", time: "14:40:02" });
    expect(moment).toBe("2022-07-15T07:40:02.000Z");
    expect(typedMoment(moment)).toEqual({ date: "15/07/2022", time: "14:40:02" });
  });

  it("may lack zeros, seconds and time", () => {
    expect(parseMoment({ date: "5/7/2022", time: "8:05" })).toBe("2022-07-05T01:05:00.000Z");
    expect(parseMoment({ date: "05-07-2022", time: "" })).toBe("2022-07-04T17:00:00.000Z");
  });

  /** 31/02 taken for 3 March would be a date nobody typed. */
  it.each([
    ["31/02/2022", "10:00"],
    ["2022-07-15", "10:00"],
    ["15/07/2022", "25:00"],
    ["15/07/2022", "mười giờ"],
    ["", "10:00"],
  ])("is refused when it is none: %s %s", (date, time) => {
    expect(parseMoment({ date, time })).toBeNull();
  });
});
