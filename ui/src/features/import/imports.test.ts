import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { AppEvent, Card, JobOutcome, JobView } from "../../ipc/generated";
import { dropTarget } from "../../shell";
import { countFiles, FileDrop, type Destination } from "./fileDrop.svelte";
import { ImportForm, lastOptions, NO_OPTIONS } from "./importOptions.svelte";
import { DONE_LASTS_MS, Imports, retryable } from "./imports.svelte";

const JOB: JobView = {
  id: "j1",
  kind: "import_photos",
  state: "running",
  done: 0,
  total: 500,
  already_there: 0,
  left_out: 0,
  brought: 0,
  album: null,
  article: null,
  started_at: "2022-07-15T07:00:00Z",
  finished_at: null,
  error: null,
  bytes_done: 0,
  bytes_total: 0,
  preparing: 0,
};
let now: number;
let rows: JobView[];
/** What became of the files, for whoever asks. */
let outcome: JobOutcome;
const asked = vi.fn<(name: string, request: unknown) => void>();
const failed = vi.fn<(error: unknown) => void>();
let tell: (event: AppEvent) => void;
let cards: Card[];

beforeEach(() => {
  now = 0;
  rows = [];
  cards = [];
  outcome = { ...JOB, skipped: [], photos: [] };
  asked.mockClear();
  lastOptions.current = NO_OPTIONS;
  vi.useFakeTimers();
  setTransport({
    call: (name, request) => {
      asked(name, request);
      const answers: Record<string, unknown> = {
        photo_import: JOB,
        job_get: outcome,
        photo_update: { token: "u1", count: 2 },
        directory_get: { people: [] },
        card_list: { rows: cards },
      };
      return Promise.resolve(answers[name] ?? { rows });
    },
    listen: (handler) => {
      tell = handler;
      return () => undefined;
    },
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
  /** "Looking for photos…" would stay for ever below an import that is over. */
  it("that is over before its first answer comes stays over", async () => {
    const all = imports();
    const begun = all.begin(["/a.jpg"], null, null);
    all.take({ ...JOB, state: "done", done: 1, total: 1 });
    await begun;
    expect(all.list[0]?.job.state).toBe("done");
    vi.advanceTimersByTime(DONE_LASTS_MS);
    expect(all.list).toHaveLength(0);
  });

  it("tells its speed and the time left once they are known", () => {
    const list = imports();
    list.take(JOB);
    expect(list.list[0]?.speed).toBeUndefined();
    now = 2000;
    list.take({ ...JOB, done: 80 });
    expect(list.list[0]?.speed).toBe(40);
    expect(list.list[0]?.left).toBe(10_500);
  });

  /** Small files first would promise an end that does not come. */
  it("tells the time left by bytes where they are known", () => {
    const list = imports();
    list.take({ ...JOB, bytes_total: 1000 });
    now = 2000;
    list.take({ ...JOB, done: 400, bytes_done: 200, bytes_total: 1000 });
    expect(list.list[0]?.left).toBe(8000);
  });

  it("leaves by itself when everything came in", () => {
    const list = imports();
    list.take({ ...JOB, state: "done", done: 500 });
    vi.advanceTimersByTime(DONE_LASTS_MS);
    expect(list.list).toEqual([]);
  });

  /** Files that were left out would go unnoticed if the message went away. */
  it("stays when files were left out, and knows which", async () => {
    const list = imports();
    outcome = { ...outcome, skipped: [{ file: "/a.jpg", code: "broken", message: "" }] };
    list.take({ ...JOB, state: "done", done: 500, left_out: 1 });
    await vi.advanceTimersByTimeAsync(DONE_LASTS_MS * 10);
    expect(list.list.map((known) => known.outcome)).toEqual([outcome]);
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

const SKIPPED: JobOutcome["skipped"] = [
  { file: "/thẻ/a.jpg", code: "unreadable", message: "" },
  { file: "/thẻ/b.txt", code: "not_a_picture", message: "" },
  { file: "/thẻ/c.jpg", code: "missing", message: "" },
];

describe("trying again", () => {
  /** A card plugged in again brings in what it still holds; a text file never becomes a photo. */
  it("takes the files that may come in now, to where they should have gone", async () => {
    const list = imports();
    const over: JobOutcome = { ...outcome, state: "done", album: "al1", skipped: SKIPPED };
    list.take(over);
    expect(retryable(over)).toEqual(["/thẻ/a.jpg", "/thẻ/c.jpg"]);
    await list.retry(over);
    expect(asked).toHaveBeenLastCalledWith(
      "photo_import",
      expect.objectContaining({ paths: ["/thẻ/a.jpg", "/thẻ/c.jpg"], album: "al1" }),
    );
  });

  it("has nothing to do when no file may come in", async () => {
    const list = imports();
    await list.retry({ ...outcome, state: "done", skipped: SKIPPED.slice(1, 2) });
    expect(asked).not.toHaveBeenCalledWith("photo_import", expect.anything());
  });
});

describe("options", () => {
  /** What was said once in the dialog holds for the next card that is dropped. */
  it("that were chosen last hold for what is dropped next", async () => {
    const form = new ImportForm(null, failed);
    form.set({ event: " Họp báo ", credit: "Kim Huy", rename: "{date}-{seq:3}" });
    form.keep();
    await imports().begin(["/a.jpg"], null, null);
    const kept = { event: "Họp báo", credit: "Kim Huy", rename: "{date}-{seq:3}" };
    expect(asked).toHaveBeenLastCalledWith("photo_import", expect.objectContaining(kept));
  });

  it("leave names alone when the pattern is empty", () => {
    const form = new ImportForm(null, failed);
    form.set({ rename: "  " });
    expect(form.keep().rename).toBeNull();
  });

  it("show what names become, once typing pauses", async () => {
    const form = new ImportForm(null, failed);
    form.add(["/a.jpg"]);
    form.set({ rename: "x" });
    form.set({ rename: "{seq}" });
    await vi.runAllTimersAsync();
    const previews = asked.mock.calls.filter(([name]) => name === "import_preview");
    expect(previews).toEqual([
      ["import_preview", { paths: ["/a.jpg"], rename: "{seq}", event: "", credit: "" }],
    ]);
  });
});

describe("memory cards", () => {
  const card = { path: "/media/kim/EOS_DIGITAL/DCIM", name: "EOS_DIGITAL" };
  /** A card that was put in after the dialog opened would have to be looked for by hand. */
  it("are offered while they are not chosen, those that come later too", async () => {
    const form = new ImportForm(null, failed);
    const stop = form.watchCards();
    await vi.runAllTimersAsync();
    expect(form.cards).toEqual([]);
    cards = [card];
    tell({ type: "card_found", card });
    await vi.runAllTimersAsync();
    expect(form.cards).toEqual([card]);
    form.add([card.path]);
    expect(form.cards).toEqual([]);
    stop();
    expect(failed).not.toHaveBeenCalled();
  });

  it("that were asked for are counted at once", async () => {
    const stop = new ImportForm(null, failed, [card.path]).start();
    await vi.runAllTimersAsync();
    const wish = { paths: [card.path], rename: null, event: "", credit: "" };
    expect(asked).toHaveBeenCalledWith("import_preview", wish);
    stop();
  });
});

describe("words for an import that has begun", () => {
  const words = {
    album: "al2",
    options: { ...NO_OPTIONS, event: "Họp báo", keywords: ["báo chí"] },
    template: { caption: "Tại {event}", alt: "", credit: "Kim Huy" },
    onwritten: vi.fn(),
  };
  const updates = () => asked.mock.calls.filter(([name]) => name === "photo_update");

  /** Words written to half of the photos would leave the other half without. */
  it("are written once all are in, and never over what is there", async () => {
    const list = imports();
    list.take({ ...JOB, brought: 1 });
    await list.fill("j1", words);
    expect(updates()).toEqual([]);

    outcome = { ...outcome, photos: ["p1", "p2"] };
    list.take({ ...JOB, state: "done", done: 500, brought: 2 });
    await vi.runAllTimersAsync();
    const [texts, template] = updates().map(([, request]) => request);
    const ids = ["p1", "p2"];
    expect(texts).toMatchObject({ ids, only_empty: true, event: "Họp báo", credit: "Kim Huy" });
    expect(template).toMatchObject({ ids, only_empty: true, expand: true, caption: "Tại {event}" });
    expect(asked).toHaveBeenCalledWith("album_add", { id: "al2", photos: ids });
  });

  it("are written at once when the import is over", async () => {
    const list = imports();
    outcome = { ...outcome, photos: ["p1"], skipped: SKIPPED };
    list.take({ ...JOB, state: "done", brought: 1, left_out: SKIPPED.length });
    await list.fill("j1", { ...words, template: undefined, album: null });
    expect(updates()).toHaveLength(1);
    expect(asked).not.toHaveBeenCalledWith("album_add", expect.anything());
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
