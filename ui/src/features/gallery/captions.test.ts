import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { AltText, PhotoPatch, PhotoWordsSummary, Values } from "../../ipc/generated";
import { CaptionForm } from "./captions.svelte";
import { movedTo } from "./photoDeeds";

interface Kept {
  caption: string;
  credit: string;
  alt: AltText;
  gps: boolean;
}
let kept: Map<string, Kept>;
let undone: Map<string, Map<string, Kept>>;
let refuse: boolean;
const failed = vi.fn<(error: unknown) => void>();

function photo(caption: string, credit: string, gps = false): Kept {
  return { caption, credit, alt: { kind: "missing" }, gps };
}
/** What Rust does: one step, of which it remembers what was. */
function update({ ids, only_empty, caption, credit, alt, remove_gps, expand }: PhotoPatch): object {
  const before = new Map([...kept].map(([id, words]) => [id, { ...words }]));
  const fill = (text: string) => (expand ? text.replace("=ct=", "Chủ tịch") : text);
  for (const id of ids) {
    const found = kept.get(id);
    if (!found) continue;
    if (caption !== undefined && !(only_empty && found.caption)) found.caption = fill(caption);
    if (credit !== undefined && !(only_empty && found.credit)) found.credit = fill(credit);
    if (alt !== undefined) found.alt = alt;
    if (remove_gps) found.gps = false;
  }
  const token = `u${undone.size}`;
  undone.set(token, before);
  const changed = ids.filter(
    (id) => JSON.stringify(before.get(id)) !== JSON.stringify(kept.get(id)),
  );
  return { token, count: changed.length };
}
function values<T>(all: readonly T[], empty: (value: T) => boolean): Values<T> {
  const texts = new Map(all.map((value) => [JSON.stringify(value), value]));
  const top = [...texts.values()].map((value) => ({ value, count: 1 }));
  const value = texts.size === 1 ? (all[0] ?? null) : null;
  return { kinds: texts.size, empty: all.filter(empty).length, value, top };
}
function words(ids: readonly string[]): Partial<PhotoWordsSummary> {
  const found = ids.flatMap((id) => kept.get(id) ?? []);
  return {
    count: found.length,
    caption: values(
      found.map(({ caption }) => caption),
      (text) => text === "",
    ),
    credit: values(
      found.map(({ credit }) => credit),
      (text) => text === "",
    ),
    alt: values(
      found.map(({ alt }) => alt),
      ({ kind }) => kind === "missing",
    ),
    gps: found.filter(({ gps }) => gps).length,
  };
}
function answer(name: string, request: unknown): unknown {
  if (name === "photo_words") return words((request as { ids: string[] }).ids);
  if (name === "photo_undo") {
    kept = undone.get((request as { token: string }).token) ?? kept;
    return {};
  }
  if (refuse) throw Object.assign(new Error("disk full"), { code: "disk_full" });
  return update(request as PhotoPatch);
}

beforeEach(() => {
  kept = new Map([
    ["p1", photo("", "Kim Huy", true)],
    ["p2", photo("Đầm Ô Loan", "")],
    ["p3", photo("", "Hà", true)],
  ]);
  undone = new Map();
  refuse = false;
  failed.mockClear();
  setTransport({
    call: (name, request) => Promise.resolve().then(() => answer(name, request)),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  vi.useRealTimers();
  setTransport(undefined);
});

const captions = () => [...kept.values()].map(({ caption }) => caption);
async function formOf(...ids: string[]): Promise<CaptionForm> {
  const form = new CaptionForm(failed);
  await form.show(ids);
  return form;
}

describe("many photos", () => {
  it("tell how many values differ, how many are empty, and what is offered", async () => {
    const form = await formOf("p1", "p2", "p3");
    expect(form.value("credit")).toBeUndefined();
    expect(form.kinds("credit")).toBe(3);
    expect(form.empty("caption")).toBe(2);
    expect(form.top("credit")).toEqual(["Kim Huy", "", "Hà"]);
    expect(form.withGps).toBe(2);
  });

  /** Captions written by a colleague must survive a batch that fills gaps. */
  it("keep what is written when only empty fields are filled, and undo brings all back", async () => {
    const form = await formOf("p1", "p2", "p3");
    form.enter("caption", "Hội nghị");
    const applied = await form.apply();
    expect(applied?.count).toBe(2);
    expect(captions()).toEqual(["Hội nghị", "Đầm Ô Loan", "Hội nghị"]);
    expect(form.touched).toBe(false);

    await applied?.undo();
    expect(captions()).toEqual(["", "Đầm Ô Loan", ""]);
    expect(form.empty("caption")).toBe(2);
  });

  /** Thousands of photos must be one step, for the disk and for Ctrl Z. */
  it("are changed by one command, however many there are", async () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `q${index}`);
    kept = new Map(ids.map((id) => [id, photo("Như nhau", "")]));
    const form = await formOf(...ids);
    expect(form.value("caption")).toBe("Như nhau");
    form.enter("credit", "Kim Huy");
    expect((await form.apply())?.count).toBe(5000);
    expect(undone.size).toBe(1);
  });

  it("have their codes put into words, each photo its own", async () => {
    const form = await formOf("p1", "p3");
    form.enter("caption", "=ct= phát biểu");
    await form.apply();
    expect(captions()).toEqual(["Chủ tịch phát biểu", "Đầm Ô Loan", "Chủ tịch phát biểu"]);
  });

  /** Taking positions off must not write what was typed but not yet applied. */
  it("lose their positions alone", async () => {
    const form = await formOf("p1", "p2", "p3");
    form.enter("caption", "Chưa xong");
    const applied = await form.removeGps();
    expect(applied?.count).toBe(2);
    expect(form.withGps).toBe(0);
    expect(captions()).toEqual(["", "Đầm Ô Loan", ""]);
    expect(form.value("caption")).toBe("Chưa xong");
  });

  it("keep what was typed when applying fails", async () => {
    const form = await formOf("p1", "p2");
    form.enter("caption", "Hội nghị");
    refuse = true;
    await expect(form.apply()).rejects.toThrow("disk full");
    expect(form.value("caption")).toBe("Hội nghị");
    expect(form.busy).toBe(false);
  });
});

describe("one photo", () => {
  /** A caption typed just before another photo is chosen must not vanish. */
  it("is saved when another is chosen", async () => {
    const form = await formOf("p1");
    form.enter("caption", "Cầu Hùng Vương");
    await form.show(["p2"]);
    expect(kept.get("p1")?.caption).toBe("Cầu Hùng Vương");
    expect(form.value("caption")).toBe("Đầm Ô Loan");
  });

  it("is saved by itself within a second of typing", async () => {
    const form = await formOf("p1");
    vi.useFakeTimers();
    form.enter("caption", "Cầu");
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept.get("p1")?.caption).toBe("Cầu");
    expect(form.touched).toBe(false);
  });

  /** Words put in place of a code while it is typed would break the input method's count. */
  it("keeps codes as they are typed until the field is left", async () => {
    const form = await formOf("p1");
    vi.useFakeTimers();
    form.enter("caption", "=ct= dự");
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept.get("p1")?.caption).toBe("=ct= dự");
    expect(form.value("caption")).toBe("=ct= dự");

    form.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept.get("p1")?.caption).toBe("Chủ tịch dự");
    expect(form.value("caption")).toBe("Chủ tịch dự");
  });

  /** A code left behind on another photo would be published as it stands. */
  it("gets its codes put into words when another is chosen at once", async () => {
    const form = await formOf("p1");
    form.enter("caption", "=ct= dự");
    await form.show(["p2", "p3"]);
    expect(kept.get("p1")?.caption).toBe("Chủ tịch dự");
    expect(form.many).toBe(true);
  });

  /** A full disk must not empty the field. */
  it("keeps what was typed when saving fails", async () => {
    const form = await formOf("p1");
    refuse = true;
    form.enter("caption", "Cầu Hùng Vương");
    await form.settled();
    expect(failed).toHaveBeenCalledOnce();
    expect(form.value("caption")).toBe("Cầu Hùng Vương");
    expect(form.touched).toBe(true);
  });
});

describe("order and turns", () => {
  it.each([
    [0, ["c", "d", "a", "b", "e"]],
    [2, ["a", "b", "c", "d", "e"]],
    [5, ["a", "b", "e", "c", "d"]],
  ])("puts chosen photos together before place %i", (to, expected) => {
    const after = movedTo(["a", "b", "c", "d", "e"], new Set(["d", "c"]), to);
    expect(after).toEqual(expected);
  });
});
