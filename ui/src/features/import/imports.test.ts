import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { JobView } from "../../ipc/generated";
import { dropTarget } from "../../shell";
import { countFiles, FileDrop, type Destination } from "./fileDrop.svelte";
import { DONE_LASTS_MS, Imports } from "./imports.svelte";

const JOB: JobView = {
  id: "j1",
  kind: "import_photos",
  state: "running",
  done: 0,
  total: 500,
  bytes_done: 0,
  bytes_total: 0,
  preparing: 0,
  already_there: 0,
  skipped: [],
  photos: [],
  album: null,
  article: null,
  started_at: "2022-07-15T07:00:00Z",
  finished_at: null,
  error: null,
};
let now: number;
let rows: JobView[];
const failed = vi.fn<(error: unknown) => void>();

beforeEach(() => {
  now = 0;
  rows = [];
  vi.useFakeTimers();
  setTransport({
    call: () => Promise.resolve({ rows }),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  vi.useRealTimers();
  setTransport(undefined);
});

function imports(): Imports {
  return new Imports(failed, () => now);
}

describe("an import", () => {
  it("tells its speed and the time left once they are known", () => {
    const list = imports();
    list.take(JOB);
    expect(list.list[0]?.speed).toBeUndefined();
    now = 2000;
    list.take({ ...JOB, done: 80 });
    expect(list.list[0]?.speed).toBe(40);
    expect(list.list[0]?.left).toBe(10_500);
  });

  it("leaves by itself when everything came in", () => {
    const list = imports();
    list.take({ ...JOB, state: "done", done: 500 });
    vi.advanceTimersByTime(DONE_LASTS_MS);
    expect(list.list).toEqual([]);
  });

  /** Files that were left out would go unnoticed if the message went away. */
  it("stays when files were left out", () => {
    const list = imports();
    const skipped: JobView["skipped"] = [{ file: "/a.jpg", code: "broken", message: "" }];
    list.take({ ...JOB, state: "done", done: 500, skipped });
    vi.advanceTimersByTime(DONE_LASTS_MS * 10);
    expect(list.list).toHaveLength(1);
  });

  /** After a crash the user must see that the import goes on. */
  it("that was at work at the start is shown, an old one is not", async () => {
    rows = [JOB, { ...JOB, id: "j0", state: "done" }];
    const list = imports();
    list.start();
    await vi.runAllTimersAsync();
    expect(list.list.map(({ job }) => job.id)).toEqual(["j1"]);
  });
});

describe("dropped files", () => {
  function drop(under: Element | null): { taken: Destination | undefined; paths: unknown } {
    document.elementFromPoint = () => under;
    let taken: Destination | undefined;
    let paths: unknown;
    const files = new FileDrop((dropped, destination) => {
      taken = destination;
      paths = dropped;
    });
    const at = { type: "files_dragged" as const, x: 1, y: 1 };
    files.take({ ...at, phase: "enter", paths: ["/ảnh/Lễ hội.jpg"] });
    files.take({ ...at, phase: "over", paths: [] });
    files.take({ ...at, phase: "drop", paths: ["/ảnh/Lễ hội.jpg"] });
    return { taken, paths };
  }
  afterEach(() => {
    dropTarget.album = null;
  });

  /** Photos in the wrong album end on the wrong page of the portal. */
  it("go into the album under the pointer before the one on screen", () => {
    dropTarget.album = { id: "shown", title: "Đang xem" };
    const line = document.createElement("button");
    line.dataset["dropAlbum"] = "other";
    expect(drop(line).taken).toEqual({ kind: "album", id: "other" });
    expect(drop(document.body).taken).toEqual({ kind: "album", id: "shown" });
  });

  it("go into the library where no album is shown, with their paths as they are", () => {
    expect(drop(null)).toEqual({ taken: { kind: "library" }, paths: ["/ảnh/Lễ hội.jpg"] });
  });

  it("that leave again are not taken", () => {
    const taken = vi.fn();
    const files = new FileDrop(taken);
    const at = { type: "files_dragged" as const, x: 1, y: 1 };
    document.elementFromPoint = () => null;
    files.take({ ...at, phase: "enter", paths: ["/a.jpg"] });
    files.take({ ...at, phase: "leave", paths: [] });
    expect(files.paths).toBeUndefined();
    expect(taken).not.toHaveBeenCalled();
  });

  it("are counted only when no folder is among them", () => {
    expect(countFiles(["/a.jpg", "C:\\ảnh\\b.JPEG"])).toBe(2);
    expect(countFiles(["/a.jpg", "/ảnh/Lễ hội 2022"])).toBeUndefined();
  });
});
