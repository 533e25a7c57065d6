import { describe, expect, it } from "vitest";
import { fitScale, Zoom } from "./zoom.svelte";

const VIEW = { width: 1200, height: 800 };
const PHOTO = { width: 6000, height: 4000 };
const AT = { x: 300, y: 200 };

/** The point of the picture, in its pixels, that is shown at a point of the view. */
function shownAt(zoom: Zoom, { x, y }: { x: number; y: number }) {
  const { left, top, scale } = zoom.place(VIEW, PHOTO);
  return { x: (x - left) / scale, y: (y - top) / scale };
}

describe("the whole picture", () => {
  it("fills the view on one side and is not enlarged", () => {
    expect(fitScale(VIEW, PHOTO, 1)).toBeCloseTo(0.2);
    expect(fitScale(VIEW, { width: 300, height: 200 }, 1)).toBe(1);
    const place = new Zoom(() => 1).place(VIEW, { width: 4000, height: 4000 });
    expect(place).toMatchObject({ width: 800, height: 800, left: 200, top: 0 });
  });
});

describe("a closer look", () => {
  /** Who clicks an eye to see whether it is sharp must see the eye, not the middle of the picture. */
  it("keeps the point that was pointed at where it is", () => {
    const zoom = new Zoom(() => 1);
    const before = shownAt(zoom, AT);
    zoom.toggle(VIEW, PHOTO, AT);
    expect(zoom.percent(VIEW, PHOTO)).toBe(100);
    expect(shownAt(zoom, AT).x).toBeCloseTo(before.x, 3);
    expect(shownAt(zoom, AT).y).toBeCloseTo(before.y, 3);
    zoom.wheel(-1, VIEW, PHOTO, AT);
    expect(shownAt(zoom, AT).x).toBeCloseTo(before.x, 3);
    zoom.toggle(VIEW, PHOTO);
    expect(zoom.fits).toBe(true);
  });

  /** On a dense screen 1:1 in CSS pixels would be twice as large and blurred. */
  it("shows a pixel of the picture on a pixel of the screen", () => {
    const zoom = new Zoom(() => 0.5);
    zoom.toggle(VIEW, PHOTO);
    expect(zoom.place(VIEW, PHOTO).scale).toBe(0.5);
    expect(zoom.percent(VIEW, PHOTO)).toBe(100);
  });

  /** A picture that is pushed out of its view is lost to whoever has no mouse. */
  it("moves no further than the picture's edges", () => {
    const zoom = new Zoom(() => 1);
    zoom.toggle(VIEW, PHOTO);
    zoom.pan(9999, 9999, VIEW, PHOTO);
    expect(zoom.place(VIEW, PHOTO)).toMatchObject({ left: 0, top: 0 });
    zoom.pan(-100, -50, VIEW, PHOTO);
    expect(zoom.place(VIEW, PHOTO)).toMatchObject({ left: -100, top: -50 });
    zoom.pan(-99_999, 0, VIEW, PHOTO);
    expect(zoom.place(VIEW, PHOTO).left).toBeCloseTo(VIEW.width - PHOTO.width, 6);
  });

  it("ends at the whole picture and at eight times its size", () => {
    const zoom = new Zoom(() => 1);
    zoom.by(0.5, VIEW, PHOTO);
    expect(zoom.fits).toBe(true);
    for (let step = 0; step < 40; step += 1) zoom.by(1.5, VIEW, PHOTO);
    expect(zoom.percent(VIEW, PHOTO)).toBe(800);
  });

  /** Two shots compared for sharpness must show the same spot. */
  it("shows the same part of two pictures of the same size", () => {
    const zoom = new Zoom(() => 1);
    zoom.toggle(VIEW, PHOTO, AT);
    const half = { width: 600, height: 800 };
    const one = zoom.place(half, PHOTO);
    const other = zoom.place(half, PHOTO);
    expect(one).toEqual(other);
    expect((half.width / 2 - one.left) / one.width).toBeCloseTo(
      (VIEW.width / 2 - zoom.place(VIEW, PHOTO).left) / one.width,
      6,
    );
  });
});
