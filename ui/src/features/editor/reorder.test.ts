import { describe, expect, it } from "vitest";
import { completeHref } from "./document/href";
import { moved, nearestSpot } from "./reorder";

describe("a new order", () => {
  /** A photo that falls out of the list while it is moved is gone from the page. */
  it("holds every photo once, wherever it is moved", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a", "b", "c"], 1, 9)).toEqual(["a", "c", "b"]);
  });

  it("takes the nearest place", () => {
    const spot = (left: number) => ({ left, right: left + 70, top: 0, bottom: 50 });
    expect(nearestSpot([spot(0), spot(80), spot(160)], 150, 20)).toBe(1);
    expect(nearestSpot([], 0, 0)).toBe(-1);
  });
});

describe("an address", () => {
  it("is made whole", () => {
    expect(completeHref(" baophuyen.vn/tin ")).toBe("https://baophuyen.vn/tin");
    expect(completeHref("bbt@phuyen.gov.vn")).toBe("mailto:bbt@phuyen.gov.vn");
    expect(completeHref("/tin-tuc/1")).toBe("/tin-tuc/1");
  });

  /** A link that runs code would run it for every reader. */
  it.each(["javascript:alert(1)", "data:text/html,x", "//x.vn", "hai chữ", ""])(
    "is refused when it is none: %s",
    (typed) => {
      expect(completeHref(typed)).toBeNull();
    },
  );
});
