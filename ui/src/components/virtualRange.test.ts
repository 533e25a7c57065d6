import { describe, expect, it } from "vitest";
import { moveRow, scrollToShow, visibleRange, windowsOf } from "./virtualRange";

describe("visibleRange", () => {
  /** A row in sight that is not drawn is a hole in the list. */
  it("covers every row in sight, wherever the list stands", () => {
    const rowHeight = 97;
    const height = 700;
    for (let scrollTop = 0; scrollTop <= 10_000 * rowHeight - height; scrollTop += 3_331) {
      const { first, end } = visibleRange({ scrollTop, height }, rowHeight, 10_000, 0);
      expect(first * rowHeight).toBeLessThanOrEqual(scrollTop);
      expect(end * rowHeight).toBeGreaterThanOrEqual(scrollTop + height);
    }
  });

  /** Drawing all of 10,000 rows would make the list as slow as no virtual list at all. */
  it("draws no more than the sight and the overscan need", () => {
    const { first, end } = visibleRange({ scrollTop: 50_000, height: 700 }, 97, 10_000, 8);
    expect(end - first).toBeLessThanOrEqual(Math.ceil(700 / 97) + 1 + 16);
  });

  /** A filter that leaves few rows must show them, although the list was scrolled far down. */
  it("shows the end of a list that has become shorter", () => {
    expect(visibleRange({ scrollTop: 900_000, height: 700 }, 97, 3, 8)).toEqual({
      first: 0,
      end: 3,
    });
    expect(visibleRange({ scrollTop: 900_000, height: 700 }, 97, 100, 0).end).toBe(100);
  });

  it("is empty without rows or without room", () => {
    expect(visibleRange({ scrollTop: 0, height: 700 }, 97, 0, 8)).toEqual({ first: 0, end: 0 });
    expect(visibleRange({ scrollTop: 0, height: 0 }, 97, 50, 8)).toEqual({ first: 0, end: 0 });
  });
});

describe("windowsOf", () => {
  /** Asking again for every scrolled row would send hundreds of requests a second. */
  it("stays the same while scrolling within a window", () => {
    expect(windowsOf({ first: 110, end: 130 }, 100, 10_000)).toEqual({ first: 100, end: 200 });
    expect(windowsOf({ first: 150, end: 170 }, 100, 10_000)).toEqual({ first: 100, end: 200 });
    expect(windowsOf({ first: 190, end: 210 }, 100, 10_000)).toEqual({ first: 100, end: 300 });
  });

  /** Asking beyond the end is refused by the store. */
  it("never reaches beyond the end", () => {
    expect(windowsOf({ first: 120, end: 128 }, 100, 128)).toEqual({ first: 100, end: 128 });
  });
});

describe("scrollToShow", () => {
  /** A list that jumps on every arrow key makes the eye lose its row. */
  it("moves only as far as needed", () => {
    const viewport = { scrollTop: 1000, height: 500 };
    expect(scrollToShow(viewport, 1100, 1200)).toBe(1000);
    expect(scrollToShow(viewport, 950, 1050)).toBe(950);
    expect(scrollToShow(viewport, 1450, 1550)).toBe(1050);
  });
});

describe("moveRow", () => {
  /** Whoever works by keyboard must reach both ends and never fall off them. */
  it("moves by row, page and end, and stops there", () => {
    expect(moveRow("ArrowDown", -1, 128, 7)).toBe(0);
    expect(moveRow("ArrowDown", 127, 128, 7)).toBe(127);
    expect(moveRow("ArrowUp", 0, 128, 7)).toBe(0);
    expect(moveRow("PageDown", 3, 128, 7)).toBe(9);
    expect(moveRow("PageUp", 3, 128, 7)).toBe(0);
    expect(moveRow("Home", 90, 128, 7)).toBe(0);
    expect(moveRow("End", 3, 128, 7)).toBe(127);
  });

  /** Letters and Enter belong to others. */
  it("leaves other keys and empty lists alone", () => {
    expect(moveRow("Enter", 3, 128, 7)).toBeUndefined();
    expect(moveRow("ArrowDown", -1, 0, 7)).toBeUndefined();
  });
});
