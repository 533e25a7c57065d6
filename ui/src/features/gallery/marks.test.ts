import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toasts } from "../../components/toasts.svelte";
import { setTransport } from "../../ipc/call";
import { mark } from "./marks";
import { undoStack } from "./undo.svelte";

const UNDO = { token: "u1", count: 2 };
let asked: [string, unknown][];
let refuse = false;
const pages = { patch: vi.fn(), reload: vi.fn(() => Promise.resolve()) };

beforeEach(() => {
  asked = [];
  refuse = false;
  pages.patch.mockClear();
  pages.reload.mockClear();
  undoStack.clear();
  setTransport({
    call: (name, request) => {
      asked.push([name, request]);
      return refuse ? Promise.reject(new Error("disk full")) : Promise.resolve(UNDO);
    },
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
  for (const { id } of toasts.list) toasts.dismiss(id);
});

describe("marking photos", () => {
  /** Whoever goes through 500 photos cannot wait for the disk after each key. */
  it("shows the mark before it is written, and takes it back with Ctrl Z", async () => {
    const writing = mark(pages, ["a", "b"], { flag: "reject" });
    expect(pages.patch).toHaveBeenCalledWith(new Set(["a", "b"]), { flag: "reject" });
    await writing;
    expect(asked).toEqual([["photo_mark", { ids: ["a", "b"], flag: "reject", stars: null }]]);
    expect(toasts.list).toHaveLength(1);
    await undoStack.undo();
    expect(asked.at(-1)).toEqual(["photo_undo", UNDO]);
  });

  /** A mark that only the window knows would be gone tomorrow. */
  it("shows what is stored again when it could not be written", async () => {
    refuse = true;
    await expect(mark(pages, ["a"], { stars: 5 })).rejects.toThrow();
    expect(pages.reload).toHaveBeenCalledOnce();
    expect(undoStack.next).toBeUndefined();
  });

  it("says nothing where the mark is in plain sight, and can be taken back all the same", async () => {
    await mark(pages, ["a"], { stars: 0 }, { quietly: true });
    expect(toasts.list).toHaveLength(0);
    expect(undoStack.next).toBeDefined();
  });

  it("does nothing without photos", async () => {
    await mark(pages, [], { flag: "pick" });
    expect(asked).toEqual([]);
  });
});
