import { describe, expect, it } from "vitest";
import { justify, moveTile, rowOf, rowsInSight, tilesOf } from "./justifiedLayout";

const RATIOS = [1.5, 0.667, 1.78, 1, 1.33, 3.2, 0.75, 1.5];
const OPTIONS = { width: 752, rowHeight: 126, gap: 6 };
const ratioOf = (index: number) => RATIOS[index % RATIOS.length];

describe("justify", () => {
  /** A picture left out of the rows would be invisible and could not be chosen. */
  it("puts every picture into exactly one row, in order", () => {
    const { rows } = justify(1000, ratioOf, OPTIONS);
    const placed = rows.flatMap((row) =>
      Array.from({ length: row.end - row.first }, (_, offset) => row.first + offset),
    );
    expect(placed).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  /** A ragged right edge, or one beyond the window, is the fault this layout exists against. */
  it("fills each row to the pixel, except the last", () => {
    const { rows } = justify(500, ratioOf, OPTIONS);
    for (const row of rows.slice(0, -1)) {
      const last = tilesOf(row, ratioOf, OPTIONS.gap).at(-1);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(OPTIONS.width, 3);
      expect(row.height).toBeGreaterThan(OPTIONS.rowHeight * 0.6);
      expect(row.height).toBeLessThan(OPTIONS.rowHeight * 1.6);
    }
    expect(rows.at(-1)?.height).toBe(OPTIONS.rowHeight);
  });

  /** Rows that overlap hide pictures. */
  it("stacks rows with the gap between them", () => {
    const { rows, height } = justify(300, ratioOf, OPTIONS);
    rows.slice(1).forEach((row, index) => {
      const above = rows[index];
      expect(row.top).toBeCloseTo((above?.top ?? 0) + (above?.height ?? 0) + OPTIONS.gap, 6);
    });
    const last = rows.at(-1);
    expect(height).toBeCloseTo((last?.top ?? 0) + (last?.height ?? 0), 6);
  });

  /** One broken record must not make a row without height, or higher than the window. */
  it("withstands sizes that are unknown or nonsense", () => {
    const broken = [undefined, 0, -1, Number.NaN, Infinity, 40, 0.01];
    const { rows } = justify(700, (index) => broken[index % broken.length], OPTIONS);
    for (const row of rows) expect(row.height).toBeGreaterThan(OPTIONS.rowHeight * 0.5);
    for (const row of rows) expect(row.height).toBeLessThan(OPTIONS.rowHeight * 2);
  });

  it("has no rows without pictures or without room", () => {
    expect(justify(0, ratioOf, OPTIONS)).toEqual({ rows: [], height: 0 });
    expect(justify(9, ratioOf, { ...OPTIONS, width: 0 })).toEqual({ rows: [], height: 0 });
  });
});

describe("rowsInSight", () => {
  const layout = justify(100_000, ratioOf, OPTIONS);

  /** A row in sight that is not drawn is a hole in the gallery. */
  it("covers the sight anywhere among 100,000 pictures", () => {
    for (let scrollTop = 0; scrollTop < layout.height - 800; scrollTop += 77_777) {
      const rows = rowsInSight(layout, { scrollTop, height: 800 }, 0);
      const last = rows.at(-1);
      expect(rows[0]?.top).toBeLessThanOrEqual(scrollTop + OPTIONS.gap);
      expect((last?.top ?? 0) + (last?.height ?? 0) + OPTIONS.gap).toBeGreaterThanOrEqual(
        scrollTop + 800,
      );
      expect(rows.length).toBeLessThan(12);
    }
  });
});

describe("moveTile", () => {
  const layout = justify(60, ratioOf, OPTIONS);
  const move = (key: string, from: number) =>
    moveTile(key, layout, from, 400, ratioOf, OPTIONS.gap);

  /** ↓ then ↑ must lead to a picture of the row it came from, or the eye loses its place. */
  it("goes to the nearest picture of the next row", () => {
    const below = move("ArrowDown", 2) ?? -1;
    expect(rowOf(layout, below)).toBe(rowOf(layout, 2) + 1);
    expect(rowOf(layout, move("ArrowUp", below) ?? -1)).toBe(rowOf(layout, 2));
  });

  /** Whoever works by keyboard must reach both ends and never fall off them. */
  it("stops at the ends", () => {
    expect(move("ArrowLeft", 0)).toBe(0);
    expect(move("ArrowRight", 59)).toBe(59);
    expect(move("ArrowUp", 1)).toBe(1);
    expect(move("End", 3)).toBe(59);
    expect(move("Home", 30)).toBe(0);
    expect(move("PageDown", 59)).toBe(59);
    expect(move("ArrowDown", -1)).toBe(0);
    expect(move("c", 3)).toBeUndefined();
  });

  it("moves by about one screen with Page keys", () => {
    const reached = move("PageDown", 0) ?? 0;
    const row = layout.rows[rowOf(layout, reached)];
    expect(row?.top).toBeGreaterThan(126);
    expect(row?.top).toBeLessThanOrEqual(400);
  });
});
