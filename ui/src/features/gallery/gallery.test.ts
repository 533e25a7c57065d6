import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { AppEvent } from "../../ipc/generated";
import { Gallery } from "./gallery.svelte";

const asked = vi.fn<(name: string) => void>();
const failed = vi.fn<(error: unknown) => void>();
const handlers = new Set<(event: AppEvent) => void>();

function answer(name: string): unknown {
  asked(name);
  if (name === "photo_layout") return { ratios: [], groups: [] };
  if (name === "photo_list") return { total: 0, rows: [] };
  return { rows: [] };
}
function tell(event: unknown): void {
  for (const handler of handlers) handler(event as AppEvent);
}
const layouts = () => asked.mock.calls.filter(([name]) => name === "photo_layout").length;

beforeEach(() => {
  vi.useFakeTimers();
  handlers.clear();
  setTransport({
    call: (name) => Promise.resolve().then(() => answer(name)),
    listen: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
  vi.useRealTimers();
});

describe("the gallery during an import", () => {
  /** The first photos of a card would come late, or the thousandth change cost a thousand lists. */
  it("reads the first change at once, and those after it together", async () => {
    const gallery = new Gallery(failed, { fresh: true });
    const stop = gallery.start();
    await vi.advanceTimersByTimeAsync(1000);
    asked.mockClear();

    const change = { type: "library_changed", kinds: ["photos"] };
    tell(change);
    await vi.advanceTimersByTimeAsync(1);
    expect(layouts()).toBe(1);
    for (let at = 0; at < 10; at += 1) tell(change);
    await vi.advanceTimersByTimeAsync(1000);
    expect(layouts()).toBe(2);
    stop();
  });

  /** “No photos yet” below a running import would send people to look for what went wrong. */
  it("knows that photos are on their way", () => {
    const gallery = new Gallery(failed, { fresh: true });
    const stop = gallery.start();
    const job = { kind: "import_photos", state: "running" };
    tell({ type: "job_changed", job: { ...job, kind: "check_originals" } });
    expect(gallery.arriving).toBe(false);
    tell({ type: "job_changed", job });
    expect(gallery.arriving).toBe(true);
    tell({ type: "job_changed", job: { ...job, state: "done" } });
    expect(gallery.arriving).toBe(false);
    stop();
  });
});
