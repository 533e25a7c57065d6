import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { PhotoFilter, PhotoList, PhotoRow } from "../../ipc/generated";
import { GridSelection } from "./gridSelection.svelte";
import { WHOLE } from "./photoFilter";
import { PhotoPages } from "./photoPages.svelte";

const FILTER: PhotoFilter = { ...WHOLE, query: "" };
const PLAIN = { shiftKey: false, ctrlKey: false, metaKey: false };
let library: string[];
let asked: PhotoList["range"][];
const failed = vi.fn<(error: unknown) => void>();

const MARKS = {
  flag: "none",
  stars: 0,
  taken_at: null,
  duplicates: 0,
  sync: "new",
  missing: false,
  format: "jpeg",
} as const;
function row(id: string): PhotoRow {
  const alt = { kind: "missing" } as const;
  const words = { file_name: id, caption: "", alt, credit: "" };
  return { id, width: 3, height: 2, ...words, has_gps: false, uses: 0, version: 0, ...MARKS };
}
function answer(name: string, request: unknown): unknown {
  if (name === "photo_layout") return { ratios: library.map(() => 1.5) };
  const { range } = request as PhotoList;
  asked.push(range);
  const rows = library.slice(range.offset, range.offset + range.limit).map(row);
  return { total: library.length, rows };
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
    expect(asked.reduce((sum, { limit }) => sum + limit, 0)).toBeLessThanOrEqual(600);
  });

  /** A long scroll must not fill the memory with rows nobody sees. */
  it("are forgotten when they are far away, and come back", async () => {
    const pages = await opened();
    for (let first = 200; first < 8000; first += 200) {
      pages.need({ first, end: first + 200 });
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

  it("holds one photo where only one may be chosen", async () => {
    const selection = new GridSelection(await opened(), { single: true });
    await selection.choose(1, PLAIN);
    await selection.choose(4, { ...PLAIN, shiftKey: true });
    await selection.all();
    expect([...selection.ids]).toEqual(["p4"]);
  });
});
