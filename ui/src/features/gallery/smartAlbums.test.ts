import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { SmartAlbumRow, SmartAlbumSave } from "../../ipc/generated";
import { Gallery } from "./gallery.svelte";
import { WHOLE } from "./photoFilter";
import { SmartAlbums } from "./smartAlbums.svelte";

let rows: SmartAlbumRow[];
const failed = vi.fn<(error: unknown) => void>();
const filter = { ...WHOLE, query: "", min_stars: 4 };
const asked = vi.fn<(name: string, request: unknown) => void>();

function answer(name: string, request: unknown): unknown {
  asked(name, request);
  if (name === "smart_album_save") {
    const { id, title, filter: saved } = request as SmartAlbumSave;
    const row = { id: id ?? `s${rows.length + 1}`, title, filter: saved, count: 7 };
    rows = [...rows.filter((other) => other.id !== row.id), row];
    return row;
  }
  if (name === "smart_album_delete") {
    rows = rows.filter(({ id }) => id !== (request as { id: string }).id);
    return {};
  }
  if (name === "photo_layout") return { ratios: [], groups: [] };
  if (name === "photo_list") return { total: 0, rows: [] };
  return { rows: name === "smart_album_list" ? rows : [] };
}

beforeEach(() => {
  rows = [{ id: "s1", title: "Ảnh đẹp", filter, count: 7 }];
  asked.mockClear();
  setTransport({
    call: (name, request) => Promise.resolve().then(() => answer(name, request)),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
});

describe("a smart album", () => {
  /** A deleted one that comes back under another id would be missing where it was on screen. */
  it("comes back as it was when deleting is undone", async () => {
    const smart = new SmartAlbums(failed);
    await smart.read();
    const [before] = smart.rows;
    if (!before) throw new Error("nothing to delete");
    const undo = await smart.remove(before);
    expect(smart.rows).toEqual([]);
    await undo();
    expect(smart.rows).toEqual([before]);
  });

  it("gets another filter, and its own back", async () => {
    const smart = new SmartAlbums(failed);
    await smart.read();
    smart.editing = smart.find("s1");
    const undo = await smart.change({ ...filter, set: "unused" });
    expect(smart.find("s1")?.filter.set).toBe("unused");
    expect(smart.editing).toBeUndefined();
    await undo?.();
    expect(smart.find("s1")?.filter).toEqual(filter);
  });
});

describe("the gallery", () => {
  function opened(): Gallery {
    const gallery = new Gallery(failed, { fresh: true });
    gallery.start();
    return gallery;
  }

  it("asks for a smart album by its id, narrowed further by what is chosen", async () => {
    const gallery = opened();
    gallery.showSmart("s1");
    gallery.narrow({ set: "no_alt" });
    await vi.waitFor(() => {
      const wanted = { smart: "s1", set: "no_alt", album: null };
      expect(asked).toHaveBeenCalledWith("photo_layout", expect.objectContaining(wanted));
    });
    expect(asked).toHaveBeenCalledWith("photo_counts", { album: null, smart: "s1" });
  });

  /** Typed words that vanish with the next click on a filter would have to be typed again. */
  it("keeps the words searched for while it is narrowed, and forgets them elsewhere", () => {
    const gallery = opened();
    gallery.query = "lễ hội";
    gallery.narrow({ flag: "pick" });
    expect(gallery.filter).toMatchObject({ query: "lễ hội", flag: "pick" });
    gallery.showSet("all");
    expect(gallery.filter).toMatchObject({ query: "", flag: null });
  });

  it("takes a saved filter apart to be changed, and leaves that when another place is shown", () => {
    const gallery = opened();
    gallery.smart.editing = rows[0];
    gallery.showFilter({ ...filter, query: "biển" });
    expect(gallery.filter).toMatchObject({ smart: null, min_stars: 4, query: "biển" });
    gallery.showAlbum("al1");
    expect(gallery.smart.editing).toBeUndefined();
  });

  /** Dragging in a filtered album would put photos into an order nobody sees. */
  it("orders only whole albums by hand", () => {
    const gallery = opened();
    gallery.showAlbum("al1");
    expect(gallery.ordered).toBe(true);
    gallery.narrow({ min_stars: 1 });
    expect(gallery.ordered).toBe(false);
  });
});
