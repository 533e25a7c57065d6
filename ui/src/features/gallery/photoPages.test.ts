import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { PhotoFilter, PhotoIds, PhotoIndex, PhotoList } from "../../ipc/generated";
import { GridSelection } from "./gridSelection.svelte";
import { PhotoPages } from "./photoPages.svelte";
import { photoRow } from "./testRows";

const FILTER: PhotoFilter = {
  album: null,
  set: "all",
  query: "",
  sort: "imported",
  flag: null,
  min_stars: 0,
  import: null,
  day: null,
  smart: null,
};
const PLAIN = { shiftKey: false, ctrlKey: false, metaKey: false };
let library: string[];
let asked: PhotoList["range"][];
const failed = vi.fn<(error: unknown) => void>();

function answer(name: string, request: unknown): unknown {
  switch (name) {
    case "photo_layout":
      return { ratios: library.map(() => 1.5), groups: [] };
    case "photo_ids": {
      const { range } = request as PhotoIds;
      return { ids: library.slice(range.offset, range.offset + range.limit) };
    }
    case "photo_index": {
      const at = library.indexOf((request as PhotoIndex).id);
      return { index: at < 0 ? null : at };
    }
    default: {
      const { range } = request as PhotoList;
      asked.push(range);
      const rows = library
        .slice(range.offset, range.offset + range.limit)
        .map((id) => photoRow(id));
      return { total: library.length, rows };
    }
  }
}

beforeEach(() => {
  library = Array.from({ length: 100_000 }, (_, index) => `p${index}`);
  asked = [];
  failed.mockClear();
  setTransport({
    call: (name, request) => Promise.resolve(answer(name, request)),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
});

async function opened(): Promise<PhotoPages> {
  const pages = new PhotoPages(failed);
  await pages.open(FILTER);
  return pages;
}

describe("windows of rows", () => {
  /** Asking for everything would freeze the window of an office with a large archive. */
  it("hold the shapes of all photos and the rows of few", async () => {
    const pages = await opened();
    expect(pages.total).toBe(100_000);
    expect(pages.rowAt(0)?.id).toBe("p0");
    expect(pages.rowAt(50_000)).toBeUndefined();

    pages.need({ first: 50_000, end: 50_400 });
    await vi.waitFor(() => {
      expect(pages.rowAt(50_399)?.id).toBe("p50399");
    });
    expect(asked.reduce((sum, { limit }) => sum + limit, 0)).toBeLessThanOrEqual(720);
  });

  /** A long scroll must not fill the memory with rows nobody sees. */
  it("are forgotten when they are far away, and come back", async () => {
    const pages = await opened();
    for (let first = 200; first < 8000; first += 200) {
      pages.need({ first, end: first + 100 });
      await vi.waitFor(() => {
        expect(pages.rowAt(first)).toBeDefined();
      });
    }
    expect(pages.rowAt(0)).toBeUndefined();
    pages.need({ first: 0, end: 200 });
    await vi.waitFor(() => {
      expect(pages.rowAt(0)?.id).toBe("p0");
    });
  });

  /** An import puts photos before those on screen: rows must not show under another's place. */
  it("follow a list that has changed", async () => {
    const pages = await opened();
    library = ["new", ...library];
    await pages.reload();
    expect(pages.total).toBe(100_001);
    expect(pages.rowAt(0)?.id).toBe("new");
    expect(pages.rowAt(1)?.id).toBe("p0");
  });

  /** An import that pushes the photos on screen away interrupts whoever writes their captions. */
  it("keep what is in sight where it stands when photos come before it", async () => {
    const pages = await opened();
    pages.need({ first: 5000, end: 5060 });
    await vi.waitFor(() => {
      expect(pages.rowAt(5010)?.id).toBe("p5010");
    });
    pages.saw(5010);
    library = [...Array.from({ length: 500 }, (_, at) => `n${at}`), ...library];
    await pages.reload();
    expect(pages.movedTo(5010)).toBe(5510);
    expect(pages.movedTo(5510)).toBe(5510);
    expect(pages.rowAt(5510)?.id).toBe("p5010");
  });

  /** Whoever drags the scroll bar through a large archive must not wait for what was passed. */
  it("are asked for where one has come to, not where one has been", async () => {
    const pages = await opened();
    asked = [];
    for (let first = 1000; first <= 90_000; first += 1000) {
      pages.need({ first, end: first + 60 });
    }
    await vi.waitFor(() => {
      expect(pages.rowAt(90_030)?.id).toBe("p90030");
    });
    expect(asked.length).toBeLessThanOrEqual(4);
  });
});

describe("marks", () => {
  /** Stars shown for all that only some have would be taken for done. */
  it("are shown for several photos only where they share them", async () => {
    const pages = await opened();
    pages.patch(new Set(["p1", "p2"]), { flag: "pick", stars: 3 });
    pages.patch(new Set(["p3"]), { flag: "pick", stars: 5 });
    expect(pages.marks(new Set(["p1", "p2"]))).toEqual({ flag: "pick", stars: 3 });
    expect(pages.marks(new Set(["p1", "p3"]))).toEqual({ flag: "pick" });
    expect(pages.marks(new Set())).toEqual({});
  });
});

describe("selection", () => {
  /** A caption meant for a range would reach only the photos that happened to be loaded. */
  it("reaches photos whose rows have not come", async () => {
    const selection = new GridSelection(await opened());
    await selection.choose(10, PLAIN);
    await selection.choose(2509, { ...PLAIN, shiftKey: true });
    expect(selection.count).toBe(2500);
    expect(selection.has("p10")).toBe(true);
    expect(selection.has("p2509")).toBe(true);
  });

  it("takes everything, and nothing after Esc", async () => {
    const selection = new GridSelection(await opened());
    await selection.all();
    expect(selection.count).toBe(100_000);
    selection.clear();
    expect(selection.count).toBe(0);
  });

  /** A slow answer must not undo what the user chose after it. */
  it("is decided by the latest press", async () => {
    const selection = new GridSelection(await opened());
    const all = selection.all();
    await selection.choose(3, PLAIN);
    await all;
    expect([...selection.ids]).toEqual(["p3"]);
  });

  it("toggles with Ctrl and keeps the range's anchor", async () => {
    const selection = new GridSelection(await opened());
    await selection.choose(1, PLAIN);
    await selection.choose(5, { ...PLAIN, ctrlKey: true });
    expect([...selection.ids]).toEqual(["p1", "p5"]);
    await selection.choose(7, { ...PLAIN, shiftKey: true });
    expect([...selection.ids]).toEqual(["p5", "p6", "p7"]);
  });

  /** Photos that an import puts before the chosen ones must not become the chosen ones. */
  it("stays what it was when the list changes, and so does the place of the keyboard", async () => {
    const pages = await opened();
    const selection = new GridSelection(pages);
    await selection.choose(10, PLAIN);
    await selection.choose(14, { ...PLAIN, shiftKey: true });
    library = ["new1", "new2", "new3", ...library];
    await pages.reload();
    expect([...selection.ids]).toEqual(["p10", "p11", "p12", "p13", "p14"]);
    expect(selection.current).toBe(17);
    await selection.choose(15, { ...PLAIN, shiftKey: true });
    expect([...selection.ids]).toEqual(["p10", "p11", "p12"]);
  });

  /** Looking for the next photo with Ctrl and the arrows must not lose what was gathered so far. */
  it("is left alone by walking", async () => {
    const selection = new GridSelection(await opened());
    await selection.choose(3, PLAIN);
    selection.walk(4);
    selection.walk(5);
    selection.toggle(5);
    expect([...selection.ids]).toEqual(["p3", "p5"]);
  });

  it("holds one photo where only one may be chosen", async () => {
    const selection = new GridSelection(await opened(), { single: true });
    await selection.choose(1, PLAIN);
    await selection.choose(4, { ...PLAIN, shiftKey: true });
    await selection.all();
    expect([...selection.ids]).toEqual(["p4"]);
  });
});

describe("a frame drawn over photos", () => {
  const spans = [
    { first: 2, end: 5 },
    { first: 50_000, end: 50_003 },
  ];

  /** What the frame shows as chosen and what it leaves chosen must be the same photos. */
  it("shows what it would choose, and chooses it, loaded or not", async () => {
    const selection = new GridSelection(await opened());
    await selection.choose(0, PLAIN);
    selection.preview(spans);
    expect([0, 2, 4, 5, 50_001].map((index) => selection.shows(index))).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
    expect([...selection.ids]).toEqual(["p0"]);
    await selection.take();
    expect([...selection.ids]).toEqual(["p2", "p3", "p4", "p50000", "p50001", "p50002"]);
  });

  it("adds with Ctrl, and changes nothing when it is left", async () => {
    const selection = new GridSelection(await opened());
    await selection.choose(0, PLAIN);
    selection.preview(spans);
    selection.leave();
    expect([...selection.ids]).toEqual(["p0"]);
    selection.preview(spans.slice(0, 1), { more: true });
    await selection.take();
    expect([...selection.ids]).toEqual(["p0", "p2", "p3", "p4"]);
  });
});
