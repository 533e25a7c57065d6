import { afterEach, describe, expect, it } from "vitest";
import { keepFirstAnswers, takeFirstAnswer } from "./firstAnswers";

const AT = Date.parse("2026-11-26T07:00:00Z");

function come(at: number): void {
  window.firstAnswers = { at, answers: [["app_state", {}, { waiting: 3 }]] };
}

describe("the answers that come with the page", () => {
  afterEach(() => {
    keepFirstAnswers();
  });

  /** An answer that is given twice shows the library as it was when the window opened. */
  it("are given once, to the very question", () => {
    come(AT);
    keepFirstAnswers(AT + 400);

    expect(takeFirstAnswer("app_state", { other: 1 })).toBeUndefined();
    expect(takeFirstAnswer("article_counts", {})).toBeUndefined();
    expect(takeFirstAnswer("app_state", {})).toEqual({ waiting: 3 });
    expect(takeFirstAnswer("app_state", {})).toBeUndefined();
  });

  /** "Reload" in the web view's own menu would bring back the list of this morning. */
  it("are not believed by a page that was loaded again later", () => {
    come(AT);
    keepFirstAnswers(AT + 60_000);

    expect(takeFirstAnswer("app_state", {})).toBeUndefined();
    expect(window.firstAnswers).toBeUndefined();
  });
});
