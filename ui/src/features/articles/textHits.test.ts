import { describe, expect, it } from "vitest";
import { partsAroundHit, textParts } from "./textHits";

const joined = (parts: readonly { text: string }[]) => parts.map(({ text }) => text).join("");

describe("marking what a search found", () => {
  /** A title that loses a letter where it is marked is a wrong title. */
  it("keeps every letter of the text", () => {
    const text = "hoàn thiện thể chế liên kết vùng kinh tế";
    const parts = textParts(text, [
      [19, 32],
      [33, 37],
    ]);
    expect(joined(parts)).toBe(text);
    expect(parts.filter(({ hit }) => hit).map((part) => part.text)).toEqual([
      "liên kết vùng",
      "kinh",
    ]);
  });

  it("leaves ranges out that do not fit the text", () => {
    expect(joined(textParts("ngắn", [[2, 99]]))).toBe("ngắn");
    expect(
      textParts("ab", [
        [1, 2],
        [0, 1],
      ]).filter(({ hit }) => hit),
    ).toHaveLength(1);
  });

  /** A hit behind the end of the line looks like no hit at all. */
  it("begins shortly before a hit that would be out of sight", () => {
    const text = `${"chữ ".repeat(40)}liên kết vùng và hết`;
    const at = text.indexOf("liên");
    const parts = partsAroundHit(text, [[at, at + 13]], 64);
    expect(parts[0]?.text).toBe("…");
    expect(joined(parts.slice(1)).indexOf("liên kết vùng")).toBeLessThan(30);
    expect(parts.find(({ hit }) => hit)?.text).toBe("liên kết vùng");
  });
});
