import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setTransport } from "../../ipc/call";
import type { DuplicateGroup, DuplicatePhoto, SyncState } from "../../ipc/generated";
import { bestOf, DuplicateReview } from "./duplicates.svelte";

interface Shape {
  width?: number;
  bytes?: number;
  uses?: number;
  sync?: SyncState;
}
function photo(id: string, { width = 100, bytes = 1, uses = 0, sync = "new" }: Shape = {}) {
  return { row: { id, uses, sync }, width, height: 100, bytes, distance: 0 } as DuplicatePhoto;
}
let groups: DuplicateGroup[];
let binned: string[];
let apart: string[];

function answer(name: string, { ids = [] }: { ids?: string[] }): unknown {
  if (name === "photo_trash") binned = [...binned, ...ids];
  if (name === "photo_restore") binned = binned.filter((id) => !ids.includes(id));
  if (name === "duplicate_dismiss") apart = [...apart, ...ids];
  if (name === "duplicate_dismiss_undo") apart = apart.filter((id) => !ids.includes(id));
  const gone = new Set([...binned, ...apart]);
  const left = groups.filter(({ photos }) => photos.every(({ row }) => !gone.has(row.id)));
  return name === "duplicate_list" ? { groups: left } : {};
}

beforeEach(() => {
  groups = ["a", "b", "c"].map((id) => ({
    id,
    photos: [photo(`${id}1`), photo(`${id}2`, { width: 200 })],
  }));
  binned = [];
  apart = [];
  setTransport({
    call: (name, request) => Promise.resolve().then(() => answer(name, request as object)),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
});

async function review(): Promise<DuplicateReview> {
  const made = new DuplicateReview();
  await made.read();
  return made;
}

describe("the photo that would be kept", () => {
  /** Throwing out the one on the portal would break a page that readers see. */
  it("is the published one, then the used one, then the largest", () => {
    const small = photo("small", { width: 10, sync: "same", uses: 1 });
    const used = photo("used", { width: 50, uses: 2 });
    const large = photo("large", { width: 900 });
    expect(bestOf([large, used, small])).toBe("small");
    expect(bestOf([large, used])).toBe("used");
    expect(bestOf([photo("x"), large])).toBe("large");
    expect(bestOf([photo("first"), photo("second")])).toBe("first");
    expect(bestOf([photo("light"), photo("heavy", { bytes: 9 })])).toBe("heavy");
  });
});

describe("reviewing", () => {
  /** Nothing may go but what was seen going. */
  it("puts all but the chosen one into the bin and goes on", async () => {
    const made = await review();
    made.choose("a1");
    const done = await made.keepChosen();
    expect(binned).toEqual(["a2"]);
    expect(done?.count).toBe(1);
    expect(made.group?.id).toBe("b");
    expect(made.chosen).toBe("b2");
  });

  it("shows the group again when that is taken back", async () => {
    const made = await review();
    made.step(1);
    const done = await made.keepChosen();
    await done?.undo();
    expect(binned).toEqual([]);
    expect(made.group?.id).toBe("b");
  });

  it("tells photos apart for good, and takes that back", async () => {
    const made = await review();
    const done = await made.dismiss();
    expect(apart).toEqual(["a1", "a2"]);
    expect(made.groups).toHaveLength(2);
    await done?.undo();
    expect(made.groups).toHaveLength(3);
  });

  it("stays at the ends, and ends with nothing", async () => {
    const made = await review();
    made.step(-1);
    expect(made.at).toBe(0);
    made.step(9);
    expect(made.group?.id).toBe("c");
    for (let left = 3; left > 0; left -= 1) await made.keepChosen();
    expect(made.group).toBeUndefined();
    expect(await made.keepChosen()).toBeUndefined();
  });
});
