import { describe, expect, it } from "vitest";
import {
  DrawnTiles,
  headsBetween,
  justify,
  moveTile,
  rowOf,
  rowsInSight,
  spansIn,
  tilesOf,
  type JustifiedLayout,
} from "./justifiedLayout";

const SHAPES = [1.5, 0.667, 1.78, 1, 1.33, 3.2, 0.75, 1.5];
const OPTIONS = { width: 752, rowHeight: 126, gap: 6 };

function ratios(count: number): number[] {
  return Array.from({ length: count }, (_, index) => SHAPES[index % SHAPES.length] ?? 1);
}
function rowsOf(layout: JustifiedLayout): number[] {
  return Array.from({ length: layout.rows }, (_, row) => row);
}
function placed(layout: JustifiedLayout): number[] {
  return rowsOf(layout).flatMap((row) => tilesOf(layout, row).map(({ index }) => index));
}

describe("justify", () => {
  /** A picture left out of the rows would be invisible and could not be chosen. */
  it("puts every picture into exactly one row, in order", () => {
    const layout = justify(ratios(1000), OPTIONS);
    expect(placed(layout)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  /** A ragged right edge, or one beyond the window, is the fault this layout exists against. */
  it("fills each row to the pixel, except the last", () => {
    const layout = justify(ratios(500), OPTIONS);
    for (const row of rowsOf(layout).slice(0, -1)) {
      const last = tilesOf(layout, row).at(-1);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(OPTIONS.width, 3);
      expect(last?.height).toBeGreaterThan(OPTIONS.rowHeight * 0.6);
      expect(last?.height).toBeLessThan(OPTIONS.rowHeight * 1.6);
    }
    expect(layout.heights.at(-1)).toBe(OPTIONS.rowHeight);
  });

  /** Rows that overlap hide pictures. */
  it("stacks rows with the gap between them", () => {
    const { rows, tops, heights, height } = justify(ratios(300), OPTIONS);
    for (let row = 1; row < rows; row += 1) {
      const above = (tops[row - 1] ?? 0) + (heights[row - 1] ?? 0);
      expect(tops[row]).toBeCloseTo(above + OPTIONS.gap, 6);
    }
    expect(height).toBeCloseTo((tops.at(-1) ?? 0) + (heights.at(-1) ?? 0), 6);
  });

  /** One broken record must not make a row without height, or higher than the window. */
  it("withstands sizes that are unknown or nonsense", () => {
    const broken = [0, -1, Number.NaN, Infinity, 40, 0.01];
    const { heights } = justify(
      Array.from({ length: 700 }, (_, index) => broken[index % broken.length] ?? 0),
      OPTIONS,
    );
    for (const height of heights) expect(height).toBeGreaterThan(OPTIONS.rowHeight * 0.5);
    for (const height of heights) expect(height).toBeLessThan(OPTIONS.rowHeight * 2);
  });

  it("has no rows without pictures or without room", () => {
    expect(justify([], OPTIONS)).toMatchObject({ rows: 0, height: 0 });
    expect(justify(ratios(9), { ...OPTIONS, width: 0 })).toMatchObject({ rows: 0, height: 0 });
  });
});

describe("groups", () => {
  const groups = [
    { first: 0, count: 7 },
    { first: 7, count: 1 },
    { first: 8, count: 92 },
  ];
  const layout = justify(ratios(100), { ...OPTIONS, groups, headHeight: 40 });

  /** A photo under another day's heading would be published as of that day. */
  it("begin with a row of their own below their heading", () => {
    expect(placed(layout)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    layout.heads.forEach((head, at) => {
      const { first, count } = groups[at] ?? { first: -1, count: 0 };
      const row = rowOf(layout, first);
      expect(layout.firsts[row]).toBe(first);
      expect(layout.tops[row]).toBeCloseTo(head.top + 40, 6);
      const last = rowOf(layout, first + count - 1);
      expect(head.bottom).toBeCloseTo(
        (layout.tops[last] ?? 0) + (layout.heights[last] ?? 0) + OPTIONS.gap,
        6,
      );
    });
  });

  it("are found by where one looks", () => {
    const second = layout.heads[1];
    if (!second) throw new Error("three headings");
    expect(headsBetween(layout, second.top + 1, second.bottom - 1)).toEqual([second]);
    expect(headsBetween(layout, 0, layout.height)).toHaveLength(3);
  });
});

describe("rowsInSight", () => {
  const layout = justify(ratios(100_000), OPTIONS);
  const only = { above: 0, below: 0 };

  /** A row in sight that is not drawn is a hole in the gallery. */
  it("covers the sight anywhere among 100,000 pictures", () => {
    for (let scrollTop = 0; scrollTop < layout.height - 800; scrollTop += 77_777) {
      const { first, end } = rowsInSight(layout, { scrollTop, height: 800 }, only);
      expect(layout.tops[first]).toBeLessThanOrEqual(scrollTop + OPTIONS.gap);
      const bottom = (layout.tops[end - 1] ?? 0) + (layout.heights[end - 1] ?? 0);
      expect(bottom + OPTIONS.gap).toBeGreaterThanOrEqual(scrollTop + 800);
      expect(end - first).toBeLessThan(12);
    }
  });

  /** After a list has become shorter, the sight may lie below its end: it must not be empty. */
  it("shows the end to those who stand below it", () => {
    const { first, end } = rowsInSight(layout, { scrollTop: 1e9, height: 800 }, only);
    expect(end).toBe(layout.rows);
    expect(end - first).toBeGreaterThan(3);
  });
});

describe("spansIn", () => {
  const layout = justify(ratios(60), OPTIONS);

  /** A rubber band that takes a photo it does not touch, or misses one, throws out the wrong ones. */
  it("takes exactly the pictures the area touches", () => {
    const tiles = rowsOf(layout).flatMap((row) => tilesOf(layout, row));
    const area = { left: 200, top: 100, right: 420, bottom: 300 };
    const touched = tiles.filter(
      ({ left, width, top, height }) =>
        left < area.right &&
        left + width > area.left &&
        top < area.bottom &&
        top + height > area.top,
    );
    const taken = spansIn(layout, area).flatMap(({ first, end }) =>
      Array.from({ length: end - first }, (_, offset) => first + offset),
    );
    expect(taken).toEqual(touched.map(({ index }) => index));
    expect(taken.length).toBeGreaterThan(2);
  });

  /** A band over the whole of a large library must not become one span a row. */
  it("joins rows that are taken as a whole", () => {
    const all = justify(ratios(100_000), OPTIONS);
    expect(spansIn(all, { left: -10, top: -10, right: 900, bottom: 1e9 })).toEqual([
      { first: 0, end: 100_000 },
    ]);
  });
});

describe("moveTile", () => {
  const layout = justify(ratios(60), OPTIONS);
  const move = (key: string, from: number) => moveTile(key, layout, from, 400);

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
    const top = layout.tops[rowOf(layout, reached)];
    expect(top).toBeGreaterThan(126);
    expect(top).toBeLessThanOrEqual(400);
  });
});

describe("DrawnTiles", () => {
  /** Every tile on screen would be drawn anew for each row that comes into sight. */
  it("keeps the tiles of rows that stay, and none of another layout", () => {
    const layout = justify(ratios(200), OPTIONS);
    const drawn = new DrawnTiles();
    const before = drawn.of(layout, { first: 2, end: 6 });

    const after = drawn.of(layout, { first: 4, end: 8 });
    const anew = drawn.of(justify(ratios(200), { ...OPTIONS, width: 600 }), { first: 4, end: 8 });

    const staying = [4, 5].flatMap((row) => tilesOf(layout, row).length);
    const kept = staying.reduce((sum, count) => sum + count);
    expect(after.slice(0, kept)).toEqual(before.slice(-kept));
    expect(after.slice(0, kept).every((tile, at) => tile === before.slice(-kept)[at])).toBe(true);
    expect(after).toEqual([4, 5, 6, 7].flatMap((row) => tilesOf(layout, row)));
    expect(anew.some((tile) => after.includes(tile))).toBe(false);
  });
});
