import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import firstQuestions from "../../ipc/firstQuestions.json";
import type { AppEvent, ArticleCount, ArticleList, ArticleRow } from "../../ipc/generated";
import { ArticleListing, SEARCH_AFTER_MS } from "./articleListing.svelte";
import { ArticleSelection } from "./articleSelection.svelte";
import { orderCode, orderOf, usualOrder } from "./listFilter";

let library: ArticleRow[];
let asked: ArticleList[];
let counted: ArticleCount[];
let send: (event: AppEvent) => void;
let failing = false;
let stop: (() => void) | undefined;

function article(index: number, title = `Bài ${index}`): ArticleRow {
  return {
    id: `a${index}`,
    title,
    lead: "",
    category: "",
    byline: "",
    poster: "",
    status: index % 2 === 0 ? "draft" : "published",
    sync: "new",
    updated_at: "2022-07-15T07:40:02Z",
    views: null,
    cover: null,
    photo_count: 0,
    title_hits: [],
    lead_hits: [],
  };
}

function answer(name: string, request: unknown): unknown {
  if (name === "article_counts") {
    const count = request as ArticleCount;
    counted.push(count);
    const found = library.filter(({ title }) => title.includes(count.query));
    return { all: found.length, last_edit: "2022-07-15T07:40:02Z" };
  }
  if (name !== "article_list") throw new Error(name);
  const list = request as ArticleList;
  asked.push(list);
  if (failing) {
    throw Object.assign(new Error("gone"), { code: "library_damaged", fields: {} });
  }
  const { filter, range } = list;
  const found = library.filter(
    ({ status, title }) =>
      (filter.status === null || status === filter.status) && title.includes(filter.query),
  );
  const rows = found.slice(range.offset, range.offset + Math.min(range.limit, 500));
  return { total: found.length, rows };
}

beforeEach(() => {
  vi.useFakeTimers();
  library = Array.from({ length: 10_000 }, (_, index) => article(index));
  asked = [];
  counted = [];
  failing = false;
  setTransport({
    call: (name, request) => Promise.resolve().then(() => answer(name, request)),
    listen: (handler) => {
      send = handler;
      return () => undefined;
    },
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  stop?.();
  stop = undefined;
  vi.useRealTimers();
  setTransport(undefined);
});

async function started(): Promise<ArticleListing> {
  const listing = new ArticleListing();
  stop = listing.start();
  await vi.advanceTimersByTimeAsync(0);
  return listing;
}
function changed(): void {
  send({ type: "library_changed", kinds: ["articles"] });
}

describe("the list of articles", () => {
  /** Rust answers these before there is a page; asked in other words, the start waits for them again. */
  it("begins with the questions that were answered beforehand", async () => {
    await started();

    const questions = new Map(firstQuestions.map(([name, request]) => [name, request]));
    expect(JSON.stringify(asked[0])).toBe(JSON.stringify(questions.get("article_list")));
    expect(JSON.stringify(counted[0])).toBe(JSON.stringify(questions.get("article_counts")));
  });

  /** Asking for 10,000 rows to show ten would make an old office PC stand still. */
  it("asks for windows, and for each of them once", async () => {
    const listing = await started();
    expect(listing.total).toBe(10_000);
    asked = [];

    listing.need({ first: 5_000, end: 5_200 });
    listing.need({ first: 5_000, end: 5_200 });
    await vi.advanceTimersByTimeAsync(0);

    expect(listing.row(5_199)?.id).toBe("a5199");
    expect(listing.row(4_999)).toBeUndefined();
    expect(asked.map(({ range }) => range)).toEqual([
      { offset: 5_000, limit: 100 },
      { offset: 5_100, limit: 100 },
    ]);
  });

  /** Every letter typed would otherwise search 10,000 articles. */
  it("searches 120 ms after the last letter, by relevance, and goes back to the order before", async () => {
    const listing = await started();
    asked = [];

    for (const text of ["B", "Bà", "Bài 7"]) {
      listing.query = text;
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(asked).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(20);

    expect(asked[0]?.filter).toMatchObject({ query: "Bài 7", sort: "relevance" });
    expect(listing.shown.query).toBe("Bài 7");
    listing.query = "";
    await vi.advanceTimersByTimeAsync(0);
    expect(listing.order).toEqual(usualOrder("updated"));
  });

  /** Asking once for each filter makes every letter of a search eight searches more. */
  it("asks for all figures of a search at once", async () => {
    const listing = await started();
    expect(listing.lastEdit).toBe("2022-07-15T07:40:02Z");
    asked = [];
    counted = [];

    listing.query = "Bài 77";
    await vi.advanceTimersByTimeAsync(SEARCH_AFTER_MS);

    expect(asked).toHaveLength(1);
    expect(counted).toEqual([{ query: "Bài 77" }]);
    expect(listing.counts.all).toBe(111);
  });

  /** A slow answer to an older question must not replace the newer list. */
  it("takes only the answer to the last question", async () => {
    const listing = await started();

    listing.shelf = "draft";
    listing.shelf = "published";
    await vi.advanceTimersByTimeAsync(0);

    expect(listing.shown.shelf).toBe("published");
    expect(listing.row(0)?.status).toBe("published");
  });

  /** A list that empties itself while it loads flickers under the reader's eyes. */
  it("keeps the rows on screen until their successors have arrived", async () => {
    const listing = await started();
    const turn = listing.turn;

    library[0] = article(0, "Đã sửa");
    changed();
    expect(listing.row(0)?.title).toBe("Bài 0");
    await vi.advanceTimersByTimeAsync(0);

    expect(listing.row(0)?.title).toBe("Đã sửa");
    expect(listing.turn).toBe(turn);
  });

  /** A failed refresh that wipes the list hides work that is still there. */
  it("says what failed and keeps what it has", async () => {
    const listing = await started();
    failing = true;
    changed();
    await vi.advanceTimersByTimeAsync(0);

    expect(listing.failure?.code).toBe("library_damaged");
    expect(listing.row(0)?.id).toBe("a0");
  });
});

describe("choosing articles", () => {
  async function choosing() {
    const listing = await started();
    const selection = new ArticleSelection(listing);
    await selection.turned();
    return { listing, selection };
  }

  /** Rows nobody has looked at are part of a range too: leaving them out deletes the wrong ones. */
  it("takes all rows of a range, also those not loaded yet", async () => {
    const { selection } = await choosing();
    await selection.reach(50);
    await selection.reach(1_250, { extend: true });

    expect(selection.count).toBe(1_201);
    expect(selection.ids.at(-1)).toBe("a1250");
    await selection.all();
    expect(selection.count).toBe(10_000);
  });

  /** When a colleague's article comes in above, the next key must act on the article that was chosen. */
  it("follows the article, not the row", async () => {
    const { listing, selection } = await choosing();
    await selection.reach(3);

    library.unshift(article(10_001));
    changed();
    await vi.advanceTimersByTimeAsync(0);
    await selection.moved();

    expect(selection.ids).toEqual(["a3"]);
    expect(selection.current).toBe(4);
    expect(listing.row(4)?.id).toBe("a3");
  });

  /** After deleting, the keyboard must stand on the next article and not nowhere. */
  it("goes on with the next article when the chosen one has gone", async () => {
    const { selection } = await choosing();
    await selection.reach(3);

    library.splice(3, 1);
    selection.forget(["a3"]);
    changed();
    await vi.advanceTimersByTimeAsync(0);
    await selection.moved();

    expect(selection.ids).toEqual(["a4"]);
    expect(selection.current).toBe(3);
  });

  it("adds and takes away single articles", async () => {
    const { selection } = await choosing();
    await selection.reach(5, { toggle: true });
    expect(selection.ids).toEqual(["a0", "a5"]);
    await selection.reach(0, { toggle: true });
    expect(selection.ids).toEqual(["a5"]);
  });
});

describe("the remembered order", () => {
  /** An order that comes back reversed sends people looking for their newest article. */
  it("comes back as it was", () => {
    for (const sort of ["updated", "title", "views"] as const) {
      for (const descending of [true, false]) {
        expect(orderOf(orderCode({ sort, descending }))).toEqual({ sort, descending });
      }
    }
    expect(orderOf(undefined)).toEqual(usualOrder("updated"));
    expect(orderOf(99)).toEqual({ sort: "updated", descending: false });
  });
});
