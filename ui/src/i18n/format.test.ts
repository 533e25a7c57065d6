import { afterEach, describe, expect, it } from "vitest";
import {
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatSize,
  formatTime,
} from "./format";
import { setLanguage } from "./language.svelte";

afterEach(() => {
  setLanguage("vi");
});

describe("numbers and times as an office writes them", () => {
  /** A count grouped the English way (119,909) reads as a fraction to a Vietnamese reader. */
  it("groups counts with full stops, from four digits on", () => {
    expect(formatCount(5)).toBe("5");
    expect(formatCount(1046)).toBe("1.046");
    expect(formatCount(119_909)).toBe("119.909");
  });

  /** The page of the portal and the window must show the same time, on any computer. */
  it("shows a moment in the office's zone, whatever the computer's", () => {
    expect(formatDateTime("2022-07-15T07:40:02Z")).toBe("14:40:02 - 15/07/2022");
    expect(formatDate("2022-07-14T17:00:00Z")).toBe("15/07/2022");
    expect(formatTime("2022-07-14T17:05:00Z")).toBe("00:05");
  });

  /** "1.000 KB" beside "1 MB" makes two sizes look different that are the same. */
  it("rounds sizes into the unit they belong to", () => {
    expect(formatSize(0)).toBe("0 B");
    expect(formatSize(999)).toBe("999 B");
    expect(formatSize(8_200_000)).toBe("8,2 MB");
    expect(formatSize(38_400_000)).toBe("38,4 MB");
    expect(formatSize(999_960)).toBe("1 MB");
    expect(formatSize(248_000_000)).toBe("248 MB");
  });

  /** A remaining time without its unit, or with three of them, cannot be read at a glance. */
  it("shows the two largest units of a duration, in the language of the window", () => {
    expect(formatDuration(0)).toBe("0 giây");
    expect(formatDuration(8_000)).toBe("8 giây");
    expect(formatDuration(185_000)).toBe("3 phút 5 giây");
    expect(formatDuration(8_040_000)).toBe("2 giờ 14 phút");
    setLanguage("en");
    expect(formatDuration(185_000)).toBe("3 min 5 s");
  });
});
