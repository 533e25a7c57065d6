import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { Photo, PhotoPatch } from "../../ipc/generated";
import { CaptionForm } from "./captions.svelte";
import { movedTo, nextTurn } from "./photoDeeds";

type Kept = Pick<
  Photo,
  "id" | "caption" | "alt" | "credit" | "keywords" | "shows_children" | "consent"
>;
let kept: Map<string, Kept>;
let refuse: boolean;
const failed = vi.fn<(error: unknown) => void>();

function photo(id: string, caption: string, credit: string): Kept {
  const flags = { shows_children: false, consent: false };
  return { id, caption, credit, alt: { kind: "missing" }, keywords: [], ...flags };
}
function update({ ids, only_empty, caption, credit }: PhotoPatch): void {
  for (const id of ids) {
    const found = kept.get(id);
    if (!found) continue;
    if (caption !== undefined && !(only_empty && found.caption)) found.caption = caption;
    if (credit !== undefined && !(only_empty && found.credit)) found.credit = credit;
  }
}
function answer(name: string, request: unknown): unknown {
  if (name === "photo_update") {
    if (refuse) throw Object.assign(new Error("disk full"), { code: "disk_full" });
    update(request as PhotoPatch);
    return {};
  }
  const found = kept.get((request as { id: string }).id);
  return { photo: { ...found }, published_bytes: null, articles: [], albums: [] };
}

beforeEach(() => {
  const all = [photo("p1", "", "Kim Huy"), photo("p2", "Đầm Ô Loan", ""), photo("p3", "", "Hà")];
  kept = new Map(all.map((one) => [one.id, one]));
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

async function formOf(...ids: string[]): Promise<CaptionForm> {
  const form = new CaptionForm(failed);
  await form.show(ids);
  return form;
}

describe("many photos", () => {
  it("tell how many values differ and how many are empty", async () => {
    const form = await formOf("p1", "p2", "p3");
    expect(form.value("credit")).toBeUndefined();
    expect(form.kinds("credit")).toBe(3);
    expect(form.empty("caption")).toBe(2);
  });

  /** Captions written by a colleague must survive a batch that fills gaps. */
  it("keep what is written when only empty fields are filled, and undo brings all back", async () => {
    const form = await formOf("p1", "p2", "p3");
    form.enter("caption", "Hội nghị");
    const applied = await form.apply();
    expect(applied?.count).toBe(2);
    expect([...kept.values()].map(({ caption }) => caption)).toEqual([
      "Hội nghị",
      "Đầm Ô Loan",
      "Hội nghị",
    ]);

    await applied?.undo();
    expect([...kept.values()].map(({ caption }) => caption)).toEqual(["", "Đầm Ô Loan", ""]);
  });

  /** One wrong click on hundreds of photos would otherwise lose every photographer's name. */
  it("get each its own former value back", async () => {
    const form = await formOf("p1", "p2", "p3");
    form.onlyEmpty = false;
    form.enter("credit", "Ban biên tập");
    const applied = await form.apply();
    await applied?.undo();
    expect([...kept.values()].map(({ credit }) => credit)).toEqual(["Kim Huy", "", "Hà"]);
  });
});

describe("very many photos", () => {
  /** The first ones' caption shown for all would be taken for everybody's. */
  it("claim nothing of those that were not read", async () => {
    const ids = Array.from({ length: 500 }, (_, index) => `q${index}`);
    kept = new Map(ids.map((id) => [id, photo(id, "Như nhau", "")]));
    const form = await formOf(...ids);
    expect(form.value("caption")).toBeUndefined();
    expect(form.kinds("caption")).toBe(Infinity);

    form.enter("credit", "Kim Huy");
    const applied = await form.apply();
    expect(applied?.count).toBe(500);
    await applied?.undo();
    expect(kept.get("q499")?.credit).toBe("");
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

  it("turns round in four quarters", () => {
    expect(nextTurn("three_quarter")).toBe("none");
    expect(nextTurn("none", -1)).toBe("three_quarter");
  });
});
