import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../../ipc/call";
import type { PhotoMark, PhotoRefs } from "../../../ipc/generated";
import { photoRow } from "../testRows";
import { Comparison } from "./comparison.svelte";

let marked: PhotoMark[];
const pages = { patch: vi.fn(), reload: vi.fn(() => Promise.resolve()) };

beforeEach(() => {
  marked = [];
  setTransport({
    call: (name, request) => {
      if (name === "photo_rows") {
        // The store answers in its own order and leaves out what is gone.
        const rows = (request as PhotoRefs).ids
          .filter((id) => id !== "gone")
          .map((id) => photoRow(id))
          .reverse();
        return Promise.resolve({ total: rows.length, rows });
      }
      if (name === "photo_mark") marked.push(request as PhotoMark);
      return Promise.resolve({ token: "t", count: 1 });
    },
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
});

async function comparing(...ids: string[]): Promise<Comparison> {
  const comparison = new Comparison(pages);
  await comparison.read(ids);
  return comparison;
}
const shown = ({ rows }: Comparison) => rows.map(({ id }) => id);

describe("a comparison", () => {
  it("shows the photos in the order they were chosen, at most four", async () => {
    expect(shown(await comparing("a", "gone", "b"))).toEqual(["a", "b"]);
    expect(shown(await comparing("a", "b", "c", "d", "e"))).toEqual(["a", "b", "c", "d"]);
  });

  /** A star meant for the sharp shot must not go to the one beside it that was just dropped. */
  it("keeps the keys with the same photo when one before it is dropped", async () => {
    const comparison = await comparing("a", "b", "c");
    comparison.go(2);
    comparison.drop("a");
    expect(comparison.rows[comparison.active]?.id).toBe("c");
    comparison.drop("c");
    expect(comparison.rows[comparison.active]?.id).toBe("b");
  });

  it("shows a mark at once and writes it", async () => {
    const comparison = await comparing("a", "b");
    const writing = comparison.mark("b", { stars: 4 });
    expect(comparison.rows[1]?.stars).toBe(4);
    await writing;
    expect(marked).toEqual([{ ids: ["b"], flag: null, stars: 4 }]);
    expect(pages.patch).toHaveBeenCalledWith(new Set(["b"]), { stars: 4 });
  });
});
