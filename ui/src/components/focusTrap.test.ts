import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { trapFocus } from "./focusTrap";

function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function tab(shiftKey = false): KeyboardEvent {
  const event = new KeyboardEvent("keydown", {
    key: "Tab",
    shiftKey,
    bubbles: true,
    cancelable: true,
  });
  document.activeElement?.dispatchEvent(event);
  return event;
}

beforeEach(() => {
  document.body.innerHTML = `
    <button id="opener">Mở</button>
    <div id="dialog">
      <button id="first">Một</button>
      <button disabled>Khóa</button>
      <input id="middle" data-autofocus />
      <button id="last">Hai</button>
    </div>`;
  element("#opener").focus();
});
afterEach(() => {
  document.body.innerHTML = "";
});

describe("trapFocus", () => {
  /** Focus behind a dialog lets keys act on what cannot be seen. */
  it("keeps Tab inside, both ways round", () => {
    trapFocus(element("#dialog"));
    expect(document.activeElement?.id).toBe("middle");

    element("#last").focus();
    expect(tab().defaultPrevented).toBe(true);
    expect(document.activeElement?.id).toBe("first");

    expect(tab(true).defaultPrevented).toBe(true);
    expect(document.activeElement?.id).toBe("last");
  });

  /** Without it, whoever works by keyboard starts at the top of the window again. */
  it("gives the focus back to where it was", () => {
    const release = trapFocus(element("#dialog"));
    release();
    expect(document.activeElement?.id).toBe("opener");
  });

  it("takes the dialog itself when nothing inside can be focused", () => {
    element("#dialog").innerHTML = "<p>Đang đọc…</p>";
    trapFocus(element("#dialog"));
    expect(document.activeElement?.id).toBe("dialog");
    expect(tab().defaultPrevented).toBe(true);
  });
});
