import { describe, expect, it } from "vitest";
import { mayTake } from "./workflow";

describe("steps of the workflow", () => {
  /** An office that wants approval must not be offered a way round it. */
  it("offers no publishing of what nobody approved while the gates are on", () => {
    for (const from of ["draft", "in_review", "taken_down", "archived"] as const) {
      expect(mayTake("publish", from, true)).toBe(false);
    }
    expect(mayTake("publish", "approved", true)).toBe(true);
    expect(mayTake("publish", "draft", false)).toBe(true);
    expect(mayTake("approve", "draft", true)).toBe(false);
  });

  /** What is on the portal is taken down first; archiving it would leave the page behind. */
  it("does not archive what is published", () => {
    expect(mayTake("archive", "published", false)).toBe(false);
    expect(mayTake("take_down", "published", false)).toBe(true);
  });
});
