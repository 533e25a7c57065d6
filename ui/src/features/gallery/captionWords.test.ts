import { describe, expect, it } from "vitest";
import { codedOf, isCoded, pieces } from "./captionWords";

describe("a text with variables and codes", () => {
  it.each([
    ["Hội nghị {date}", true],
    ["=ctubnd= phát biểu", true],
    ["=ctubnd.name=", true],
    ["a = b = c", false],
    ["5 {không phải}", false],
    ["==", false],
    ["", false],
  ])("%j: %s", (text, coded) => {
    expect(isCoded(text)).toBe(coded);
  });

  /** What is sent to be filled in must be all that needs it, and nothing else. */
  it("is found among everything entered", () => {
    const alt = { kind: "text", text: "=bt= trên bục" } as const;
    expect(
      codedOf({ caption: "Không có mã", alt, credit: "{photographer}", keywords: ["{date}"] }),
    ).toEqual({ alt, credit: "{photographer}" });
    expect(codedOf({ alt: { kind: "decorative" } })).toEqual({});
  });

  /** A code nobody knows must be seen before hundreds of photos carry it. */
  it("is cut where something unknown stands", () => {
    expect(pieces("Ông =xy= và =xy=, {wether}", ["=xy=", "{wether}"])).toEqual([
      { text: "Ông ", unknown: false },
      { text: "=xy=", unknown: true },
      { text: " và ", unknown: false },
      { text: "=xy=", unknown: true },
      { text: ", ", unknown: false },
      { text: "{wether}", unknown: true },
    ]);
    expect(pieces("", [])).toEqual([]);
  });
});
