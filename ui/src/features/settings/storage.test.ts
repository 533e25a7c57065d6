import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { AppEvent, JobView, LibraryUsage, PublishRules } from "../../ipc/generated";
import { PublishRulesForm } from "./publishRules.svelte";
import { Storage } from "./storage.svelte";

const USAGE: LibraryUsage = {
  originals: { files: 3, bytes: 300 },
  thumbnails: { files: 3, bytes: 30 },
  published: { files: 1, bytes: 9 },
  trash: { files: 1, bytes: 100 },
  database: 61,
  free: 5000,
};
const JOB = {
  id: "j1",
  kind: "check_originals",
  state: "running",
  done: 1,
  total: 3,
  left_out: 0,
  brought: 0,
  finished_at: null,
  error: null,
} as unknown as JobView;
let lost: string[];
let rules: PublishRules;
let send: (event: AppEvent) => void;
const failed = vi.fn<(error: unknown) => void>();
const asked = vi.fn<(name: string, request: unknown) => void>();

function answer(name: string, request: unknown): unknown {
  asked(name, request);
  if (name === "library_usage") return USAGE;
  if (name === "photo_list") return { total: lost.length, rows: lost.map((id) => ({ id })) };
  if (name === "original_replace")
    lost = lost.filter((id) => id !== (request as { id: string }).id);
  if (name === "originals_check") return JOB;
  if (name === "photo_ids") return { ids: ["t1", "t2", "t3"] };
  if (name === "photo_purge") return { removed: 1, kept: 2, bytes: 100 };
  if (name === "publish_rules_save") rules = request as PublishRules;
  if (name.startsWith("publish_rules")) return rules;
  return { rows: [] };
}

beforeEach(() => {
  lost = ["p1", "p2"];
  rules = { max_side: 1920, quality: 85, copyright: "" };
  asked.mockClear();
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
  setTransport(undefined);
});

describe("storage", () => {
  async function started(): Promise<Storage> {
    const storage = new Storage(failed);
    storage.start();
    await vi.waitFor(() => {
      expect(storage.usage).toBeDefined();
    });
    return storage;
  }

  it("adds up what the library takes; what the bin holds is part of the originals", async () => {
    expect((await started()).total).toBe(400);
  });

  /** A check whose end goes unnoticed leaves missing originals unseen. */
  it("follows a check to its end and reads again what is missing", async () => {
    lost = [];
    const storage = await started();
    await storage.check(false);
    expect(storage.job("check_originals")?.state).toBe("running");

    lost = ["p7"];
    const over = { ...JOB, state: "done" as const, done: 3, finished_at: "2022-07-15T07:00:00Z" };
    send({ type: "job_changed", job: over });
    await vi.waitFor(() => {
      expect(storage.lost.map(({ id }) => id)).toEqual(["p7"]);
    });
    expect(storage.job("check_originals")?.done).toBe(3);
  });

  it("leaves imports to their own place", async () => {
    const storage = await started();
    send({ type: "job_changed", job: { ...JOB, kind: "import_photos" } });
    expect(storage.job("import_photos")).toBeUndefined();
  });

  it("no longer misses a photo that got its original back", async () => {
    const storage = await started();
    await storage.replace("p1", "/ảnh/DSC_1.jpg");
    expect(asked).toHaveBeenCalledWith("original_replace", { id: "p1", path: "/ảnh/DSC_1.jpg" });
    expect(storage.lost.map(({ id }) => id)).toEqual(["p2"]);
    expect(storage.lostCount).toBe(1);
  });

  /** What lies outside the bin must never be removed with it. */
  it("empties the bin alone, and tells what went and what stayed", async () => {
    const storage = await started();
    expect(await storage.emptyBin()).toEqual({ removed: 1, kept: 2, bytes: 100 });
    const [, request] = asked.mock.calls.find(([name]) => name === "photo_ids") ?? [];
    expect(request).toMatchObject({ filter: { set: "trashed" } });
    expect(asked).toHaveBeenCalledWith("photo_purge", { ids: ["t1", "t2", "t3"] });
  });
});

describe("publish rules", () => {
  async function read(): Promise<PublishRulesForm> {
    const form = new PublishRulesForm();
    await form.read();
    return form;
  }

  it("are kept when something changed, numbers as they are written here", async () => {
    const form = await read();
    expect(form.changed).toBe(false);
    form.side = "2.560";
    form.copyright = " Báo Phú Yên ";
    expect(await form.save()).toBe(true);
    expect(rules).toEqual({ max_side: 2560, quality: 85, copyright: "Báo Phú Yên" });
    expect(form.changed).toBe(false);
  });

  /** A quality of 8 instead of 85 would ruin every published photo. */
  it.each([
    ["side", "799"],
    ["side", "6001"],
    ["side", "lớn"],
    ["side", ""],
    ["quality", "8"],
    ["quality", "99"],
  ] as const)("are refused with %s %j", async (field, typed) => {
    const form = await read();
    form[field] = typed;
    expect(form.wrong(field === "side" ? "max_side" : "quality")).toBe(true);
    expect(await form.save()).toBe(false);
    expect(rules.quality).toBe(85);
    expect(rules.max_side).toBe(1920);
  });
});
