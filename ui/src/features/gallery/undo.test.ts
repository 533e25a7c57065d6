import { describe, expect, it } from "vitest";
import { UndoStack } from "./undo.svelte";

function step(text: string, log: string[]) {
  return {
    text,
    undo: () => {
      log.push(text);
      return Promise.resolve();
    },
  };
}

describe("taking steps back", () => {
  it("goes from the last to the first", async () => {
    const log: string[] = [];
    const stack = new UndoStack();
    stack.push(step("chú thích", log));
    stack.push(step("xoay", log));
    expect(await stack.undo()).toBe("xoay");
    expect(await stack.undo()).toBe("chú thích");
    expect(await stack.undo()).toBeUndefined();
    expect(log).toEqual(["xoay", "chú thích"]);
  });

  /** A step taken back by its message must not be taken back once more by Ctrl Z. */
  it("takes each step back once, by whichever way", async () => {
    const log: string[] = [];
    const stack = new UndoStack();
    const back = stack.push(step("xoay", log));
    await back();
    await back();
    expect(await stack.undo()).toBeUndefined();
    expect(log).toEqual(["xoay"]);
  });

  /** A full disk must not take the way back away. */
  it("can try again when taking back failed", async () => {
    let full = true;
    const stack = new UndoStack();
    stack.push({
      text: "chú thích",
      undo: () => (full ? Promise.reject(new Error("disk full")) : Promise.resolve()),
    });
    await expect(stack.undo()).rejects.toThrow("disk full");
    full = false;
    expect(await stack.undo()).toBe("chú thích");
  });
});
