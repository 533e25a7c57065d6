import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ActionRegistry, type Action } from "./actions.svelte";

let failed: ReturnType<typeof vi.fn<(error: unknown) => void>>;
let registry: ActionRegistry;

beforeEach(() => {
  failed = vi.fn();
  registry = new ActionRegistry(failed);
  document.body.innerHTML = `<input id="text" /><button id="button">Mở</button><div id="list" tabindex="0"></div>
    <div id="editor" contenteditable="true"></div>`;
});
afterEach(() => {
  document.body.innerHTML = "";
});

function action(id: string, keys: string[], more: Partial<Action> = {}) {
  const run = vi.fn<() => void>();
  return { id, group: "window" as const, title: () => id, keys, run, ...more };
}

function press(at: string, init: KeyboardEventInit): { taken: boolean; event: KeyboardEvent } {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  const target = document.querySelector(at);
  if (!target) throw new Error(`no ${at}`);
  let taken = false;
  const listener = (heard: KeyboardEvent) => {
    taken = registry.handle(heard);
  };
  window.addEventListener("keydown", listener, { once: true });
  target.dispatchEvent(event);
  return { taken, event };
}

describe("keys in a text", () => {
  /** Vietnamese input methods type Backspace and letters; a key taken away garbles words. */
  it("are never taken when they type or delete", () => {
    const letter = action("caption", ["C"]);
    const remove = action("delete", ["Delete", "Backspace"]);
    const slash = action("insert", ["/"]);
    registry.register([letter, remove, slash]);
    for (const field of ["#text", "#editor"]) {
      for (const key of ["c", "Backspace", "Delete", "/"]) {
        const { taken, event } = press(field, { key, code: key === "c" ? "KeyC" : key });
        expect(taken).toBe(false);
        expect(event.defaultPrevented).toBe(false);
      }
    }
    expect(letter.run).not.toHaveBeenCalled();
    expect(remove.run).not.toHaveBeenCalled();
  });

  it("still reach commands with Ctrl, function keys and Esc", () => {
    const all = [action("k", ["Ctrl+K"]), action("f9", ["F9"]), action("esc", ["Escape"])];
    registry.register(all);
    press("#text", { key: "k", code: "KeyK", ctrlKey: true });
    press("#text", { key: "F9", code: "F9" });
    press("#text", { key: "Escape", code: "Escape" });
    for (const { run } of all) expect(run).toHaveBeenCalledOnce();
  });

  /** Esc while a word is being composed belongs to the input method. */
  it("are left alone while a word is composed", () => {
    const esc = action("esc", ["Escape"]);
    registry.register([esc]);
    press("#text", { key: "Escape", code: "Escape", isComposing: true });
    press("#text", { key: "Process", code: "KeyC" });
    expect(esc.run).not.toHaveBeenCalled();
  });
});

describe("keys outside a text", () => {
  /** A Vietnamese layout types "ă" on the key 1 and an input method changes letters. */
  it("are read by their place on the keyboard", () => {
    const letter = action("caption", ["C"]);
    const digit = action("star", ["1"]);
    registry.register([letter, digit]);
    press("#list", { key: "ç", code: "KeyC" });
    press("#list", { key: "ă", code: "Digit1" });
    expect(letter.run).toHaveBeenCalledOnce();
    expect(digit.run).toHaveBeenCalledOnce();
  });

  /** Ctrl+Shift switches the input method: it must not do what Ctrl alone does. */
  it("want exactly their modifiers", () => {
    const places = action("go", ["Ctrl+1"]);
    registry.register([places]);
    press("#list", { key: "1", code: "Digit1" });
    press("#list", { key: "!", code: "Digit1", ctrlKey: true, shiftKey: true });
    expect(places.run).not.toHaveBeenCalled();
    press("#list", { key: "1", code: "Digit1", ctrlKey: true });
    expect(places.run).toHaveBeenCalledOnce();
  });

  /** Enter on a focused button presses that button and nothing else. */
  it("leave Enter and Space to the focused control", () => {
    const open = action("open", ["Enter", "Space"]);
    registry.register([open]);
    press("#button", { key: "Enter", code: "Enter" });
    press("#button", { key: " ", code: "Space" });
    expect(open.run).not.toHaveBeenCalled();
  });
});

describe("layers", () => {
  /** Ctrl+K makes a link in the editor when text is selected, and lists commands otherwise. */
  it("ask the topmost first and go on when it cannot act", () => {
    let selected = true;
    const commands = action("command", ["Ctrl+K"]);
    const link = action("link", ["Ctrl+K"], { enabled: () => selected });
    registry.register([commands]);
    const drop = registry.register([link]);
    const key = { key: "k", code: "KeyK", ctrlKey: true };
    press("#editor", key);
    expect(link.run).toHaveBeenCalledOnce();
    selected = false;
    press("#editor", key);
    expect(commands.run).toHaveBeenCalledOnce();
    drop();
    expect(registry.reachable().map(({ id }) => id)).toEqual(["command"]);
  });

  /** F9 behind a dialog would publish what nobody sees. */
  it("hide everything below a modal one", () => {
    const publish = action("publish", ["F9"]);
    registry.register([publish]);
    registry.register([], { modal: true });
    expect(press("#list", { key: "F9", code: "F9" }).taken).toBe(false);
    expect(registry.run("publish")).toBe(false);
  });

  /** A failure nobody hears of looks like a key that does nothing. */
  it("report what fails", async () => {
    const error = new Error("offline");
    registry.register([action("publish", ["F9"], { run: () => Promise.reject(error) })]);
    press("#list", { key: "F9", code: "F9" });
    await vi.waitFor(() => {
      expect(failed).toHaveBeenCalledWith(error);
    });
  });
});
