import { describe, expect, it } from "vitest";
import type { Photo } from "../../../ipc/generated";
import { Cropper } from "./cropper.svelte";

function photo(more: Partial<Photo> = {}): Photo {
  return {
    id: "p",
    original: "0",
    bytes: 1,
    format: "jpeg",
    file_name: "p.jpg",
    width: 6000,
    height: 4000,
    orientation: 1,
    taken_at: null,
    camera: "",
    gps: null,
    caption: "",
    alt: { kind: "missing" },
    credit: "",
    copyright: "",
    place: "",
    source: "",
    keywords: [],
    people: [],
    event: "",
    shows_children: false,
    consent: false,
    rotation: "none",
    straighten: 0,
    crop: null,
    crops: { cover: null, square: null, portrait: null },
    flag: "none",
    stars: 0,
    fingerprint: "0",
    imported_at: "2022-07-15T07:00:00Z",
    updated_at: "2022-07-15T07:00:00Z",
    ...more,
  };
}

describe("the crop editor", () => {
  /** Opening and closing it must not mark every published use of the photo as changed. */
  it("has nothing to write until something was changed", () => {
    const cropper = new Cropper(photo({ straighten: 1.5, rotation: "quarter" }));
    expect(cropper.changed).toBe(false);
    cropper.format = "cover";
    expect(cropper.frame.width).toBeLessThanOrEqual(1);
    expect(cropper.changed).toBe(false);
    cropper.straighten = 1.6;
    expect(cropper.changed).toBe(true);
    cropper.straighten = 1.5;
    expect(cropper.changed).toBe(false);
  });

  /** A cover that is not 16:9 is cut again by the portal, through somebody's head. */
  it("keeps the portal's shapes in pixels, also once the picture is turned", () => {
    const cropper = new Cropper(photo());
    cropper.format = "cover";
    cropper.pull(cropper.frame, "se", -0.3, 0);
    expect(cropper.pixels.width / cropper.pixels.height).toBeCloseTo(16 / 9, 2);
    cropper.turn(1);
    expect(cropper.size).toEqual({ width: 4000, height: 6000 });
    expect(cropper.pixels.width / cropper.pixels.height).toBeCloseTo(16 / 9, 2);
    cropper.format = "portrait";
    expect(cropper.isSet).toBe(false);
    expect(cropper.pixels.width / cropper.pixels.height).toBeCloseTo(3 / 4, 2);
  });

  it("writes every frame, and none where all is kept", () => {
    const cropper = new Cropper(photo());
    cropper.pull(cropper.frame, "e", -0.25, 0);
    cropper.format = "square";
    cropper.move(0.1, 0);
    cropper.turn(-1);
    const edit = cropper.edit();
    expect(edit.rotation).toBe("three_quarter");
    expect(edit.crop?.height).toBeCloseTo(0.75);
    expect(edit.crops.square).not.toBeNull();
    expect(edit.crops.cover).toBeNull();
    cropper.reset();
    expect(cropper.edit()).toEqual({
      id: "p",
      rotation: "none",
      straighten: 0,
      crop: null,
      crops: { cover: null, square: null, portrait: null },
    });
    expect(cropper.changed).toBe(false);
  });
});
