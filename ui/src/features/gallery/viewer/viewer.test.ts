import { cleanup, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../../ipc/call";
import type { AppState, PhotoList, PhotoMark } from "../../../ipc/generated";
import { actions, session } from "../../../shell";
import { GridSelection } from "../gridSelection.svelte";
import { WHOLE } from "../photoFilter";
import { PhotoPages } from "../photoPages.svelte";
import { photoRow } from "../testRows";
import Viewer from "./Viewer.svelte";

const library = Array.from({ length: 5 }, (_, index) => `p${index}`);
let marked: PhotoMark[];
const closed = vi.fn();
const heard = (event: KeyboardEvent) => {
  actions.handle(event);
};

function answer(name: string, request: unknown): unknown {
  switch (name) {
    case "photo_layout":
      return { ratios: library.map(() => 1.5), groups: [] };
    case "photo_list": {
      const { range } = request as PhotoList;
      const rows = library.slice(range.offset, range.offset + range.limit);
      return { total: library.length, rows: rows.map((id) => photoRow(id)) };
    }
    case "photo_mark":
      marked.push(request as PhotoMark);
      return { token: "u", count: 1 };
    default:
      return Promise.reject(new Error(name));
  }
}

beforeEach(() => {
  marked = [];
  closed.mockClear();
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = () => undefined;
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
  setTransport({
    call: (name, request) => Promise.resolve().then(() => answer(name, request)),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
  const settings = { language: "vi", theme: "system", panes: {} };
  session.adopt({ settings } as unknown as AppState);
  // The facts below a photo are not what is looked at here.
  session.setPane("viewer.info", 0);
  window.addEventListener("keydown", heard);
});
afterEach(() => {
  cleanup();
  window.removeEventListener("keydown", heard);
  setTransport(undefined);
  vi.unstubAllGlobals();
});

async function viewing(index: number): Promise<GridSelection> {
  const pages = new PhotoPages(() => undefined);
  const selection = new GridSelection(pages);
  await pages.open({ ...WHOLE, query: "" });
  selection.walk(index);
  render(Viewer, { pages, selection, onclose: closed, onwrite: vi.fn(), onundo: vi.fn() });
  await tick();
  return selection;
}
async function press(code: string, key: string): Promise<void> {
  window.dispatchEvent(new KeyboardEvent("keydown", { code, key, cancelable: true }));
  await tick();
}
const last = () => marked.at(-1);

describe("the viewer", () => {
  /** A key that reaches another photo than the one on screen throws the wrong one out. */
  it("marks the photo on screen, and goes on where that is wanted", async () => {
    const selection = await viewing(1);
    await press("KeyX", "x");
    await vi.waitFor(() => {
      expect(last()).toEqual({ ids: ["p1"], flag: "reject", stars: null });
    });
    expect(selection.current).toBe(1);

    session.setPane("viewer.advance", 1);
    await tick();
    await press("Digit4", "4");
    await vi.waitFor(() => {
      expect(last()).toEqual({ ids: ["p1"], flag: null, stars: 4 });
    });
    expect(selection.current).toBe(2);
    await press("KeyP", "p");
    await vi.waitFor(() => {
      expect(last()).toEqual({ ids: ["p2"], flag: "pick", stars: null });
    });
  });

  /** A Vietnamese layout types other letters on the same keys. */
  it("reads its keys by their place", async () => {
    await viewing(0);
    await press("KeyP", "ơ");
    await vi.waitFor(() => {
      expect(last()?.flag).toBe("pick");
    });
  });

  it("walks to both ends and no further, and closes", async () => {
    const selection = await viewing(3);
    await press("ArrowRight", "ArrowRight");
    await press("ArrowRight", "ArrowRight");
    expect(selection.current).toBe(4);
    await press("Home", "Home");
    await press("ArrowLeft", "ArrowLeft");
    expect(selection.current).toBe(0);
    expect(screen.getByText("1 / 5")).toBeDefined();
    await press("Escape", "Escape");
    expect(closed).toHaveBeenCalledOnce();
  });
});
