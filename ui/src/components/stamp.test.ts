import { describe, expect, it } from "vitest";
import Star from "@lucide/svelte/icons/star";
import { stamp } from "./stamp";

describe("stamp", () => {
  /** A mark without its icon would be an empty square on the photo. */
  it("puts a copy of its own into each element, before the words", () => {
    const starred = stamp(Star, { size: 11, fill: "currentColor" });
    const [one, other] = [document.createElement("span"), document.createElement("span")];
    one.textContent = "3";

    starred(one);
    starred(other);

    const icon = one.firstElementChild;
    expect(icon?.tagName).toBe("svg");
    expect(icon?.getAttribute("width")).toBe("11");
    expect(icon?.childElementCount).toBeGreaterThan(0);
    expect(one.lastChild?.textContent).toBe("3");
    expect(other.firstElementChild?.outerHTML).toBe(icon?.outerHTML);
    expect(other.firstElementChild).not.toBe(icon);
  });
});
