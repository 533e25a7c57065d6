import { describe, expect, it } from "vitest";
import type { Crop } from "../../../ipc/generated";
import { HANDLES, largest, moved, resized, straightenScale, turned, turnedCrop } from "./cropMath";

const FRAME: Crop = { x: 0.2, y: 0.3, width: 0.4, height: 0.3 };

function isInside({ x, y, width, height }: Crop): boolean {
  const slack = 1e-9;
  return x >= -slack && y >= -slack && x + width <= 1 + slack && y + height <= 1 + slack;
}

describe("a frame", () => {
  /** A frame beyond the picture would publish an empty edge, or be refused. */
  it("stays inside whatever is pulled, and in shape when it has one", () => {
    for (const handle of HANDLES) {
      for (const right of [-2, -0.1, 0, 0.1, 2]) {
        for (const down of [-2, -0.1, 0, 0.1, 2]) {
          const free = resized(FRAME, handle, right, down);
          expect(isInside(free), `${handle} ${right} ${down}`).toBe(true);
          expect(Math.min(free.width, free.height)).toBeGreaterThan(0.01);
          const shape = FRAME.width / FRAME.height;
          const kept = resized(FRAME, handle, right, down, shape);
          expect(isInside(kept), `${handle} ${right} ${down}`).toBe(true);
          expect(kept.width / kept.height).toBeCloseTo(shape, 6);
          expect(kept.width).toBeGreaterThan(0.01);
        }
      }
    }
  });

  /** Pulling one corner must not move the corner opposite, which was put with care. */
  it("is held at the opposite corner", () => {
    const shape = FRAME.width / FRAME.height;
    const pulled = resized(FRAME, "se", 0.1, 0.02, shape);
    expect(pulled.x).toBeCloseTo(FRAME.x);
    expect(pulled.y).toBeCloseTo(FRAME.y);
    const other = resized(FRAME, "nw", -0.05, 0, shape);
    expect(other.x + other.width).toBeCloseTo(FRAME.x + FRAME.width);
    expect(other.y + other.height).toBeCloseTo(FRAME.y + FRAME.height);
  });

  it("is moved as far as the picture reaches", () => {
    expect(moved(FRAME, 5, -5)).toEqual({ ...FRAME, x: 0.6, y: 0 });
  });

  it("of a format is the largest in the middle", () => {
    const square = largest(1, 1.5);
    expect(square.height).toBe(1);
    expect(square.width).toBeCloseTo(2 / 3);
    expect(square.x).toBeCloseTo(1 / 6);
    const cover = largest(16 / 9, 1.5);
    expect(cover.width).toBe(1);
    expect(cover.height).toBeCloseTo(1.5 / (16 / 9));
  });
});

describe("turning", () => {
  /** A frame that did not turn with its picture would cut off the head it was drawn around. */
  it("takes the frame along, and back", () => {
    expect(turnedCrop({ x: 0, y: 0, width: 0.5, height: 0.25 }, 1)).toEqual({
      x: 0.75,
      y: 0,
      width: 0.25,
      height: 0.5,
    });
    const back = turnedCrop(turnedCrop(FRAME, 1), -1);
    for (const side of ["x", "y", "width", "height"] as const) {
      expect(back[side]).toBeCloseTo(FRAME[side], 9);
    }
    expect(turned("three_quarter", 1)).toBe("none");
    expect(turned("none", -1)).toBe("three_quarter");
  });
});

describe("straightening", () => {
  /** Too little and the published picture has black corners; checked on the corners themselves. */
  it("enlarges until every corner lies in the turned picture, and no further", () => {
    for (const [width, height] of [
      [6000, 4000],
      [3000, 4000],
      [4000, 4000],
    ] as const) {
      for (const degrees of [-45, -12, -1, 0, 3, 45]) {
        const scale = straightenScale(width, height, degrees);
        const angle = (-degrees * Math.PI) / 180;
        let closest = 0;
        for (const [x, y] of [
          [width / 2, height / 2],
          [-width / 2, height / 2],
        ] as const) {
          const across = Math.abs(x * Math.cos(angle) - y * Math.sin(angle)) / (scale * width);
          const down = Math.abs(x * Math.sin(angle) + y * Math.cos(angle)) / (scale * height);
          closest = Math.max(closest, across, down);
        }
        expect(closest).toBeCloseTo(0.5, 9);
      }
    }
  });
});
