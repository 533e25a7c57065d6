import { describe, expect, it } from "vitest";
import { rebase } from "./rebase";
import { articleOf } from "./testArticle";

const base = articleOf({ gallery: ["p1", "p2"] });

describe("joining two sides", () => {
  /** Photos that an import added must come, and what is being typed must stay. */
  it("takes photos that came and keeps what is typed", () => {
    const mine = { ...base, title: "Tiêu đề mới", gallery: ["p2", "p1"] };
    const fresh = { ...base, gallery: ["p1", "p2", "p3"], status: "in_review" as const };
    const { article, conflicts } = rebase({ base, start: base, mine, fresh });
    expect(conflicts).toEqual([]);
    expect(article.title).toBe("Tiêu đề mới");
    expect(article.gallery).toEqual(["p2", "p1", "p3"]);
    expect(article.status).toBe("in_review");
  });

  /** A text that is put anew counts as changed: the article just published would wait again. */
  it("leaves what was only tidied by saving as it is on screen", () => {
    const mine = { ...base, title: `${base.title} ` };
    const fresh = { ...base, status: "published" as const };
    const { article, conflicts } = rebase({ base, start: mine, mine, fresh });
    expect(conflicts).toEqual([]);
    expect(article.title).toBe(mine.title);
    expect(article.status).toBe("published");
  });

  it("keeps a photo out that was taken out on either side", () => {
    const mine = { ...base, gallery: ["p2"] };
    const fresh = { ...base, gallery: ["p1", "p3"] };
    expect(rebase({ base, start: base, mine, fresh }).article.gallery).toEqual(["p3"]);
  });

  /** One of two different titles would be overwritten without a word. */
  it("names what was changed on both sides, and keeps what is on screen", () => {
    const mine = { ...base, title: "Của tôi", lead: "Giống nhau" };
    const fresh = { ...base, title: "Của người kia", lead: "Giống nhau", featured: true };
    const { article, conflicts } = rebase({ base, start: base, mine, fresh });
    expect(conflicts).toEqual(["title"]);
    expect(article.title).toBe("Của tôi");
    expect(article.featured).toBe(true);
  });

  /** The stamp follows each save by itself: it differs every time and is nobody's change. */
  it("makes no conflict of a stamp that nobody set", () => {
    const mine = { ...base, updated_at: "2022-07-15T08:00:00Z" };
    const fresh = { ...base, updated_at: "2022-07-15T09:00:00Z" };
    const { article, conflicts } = rebase({ base, start: base, mine, fresh });
    expect(conflicts).toEqual([]);
    expect(article.updated_at).toBe(fresh.updated_at);
  });
});
