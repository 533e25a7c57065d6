import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../../ipc/call";
import type { Block } from "../../../ipc/generated";
import { Body } from "../body/body.svelte";
import { codeAtEnd, CodeOffer, codesIn } from "./codeOffer.svelte";
import { fieldTarget } from "./codeTargets";
import { dayOf, replaceCodes } from "./replaceCodes";

const KNOWN: Record<string, string> = {
  "=ct=": "Chủ tịch UBND tỉnh Tạ Anh Tuấn",
  "=bt.name=": "Phạm Đại Dương",
};
const asked = vi.fn<(request: { text: string; on: string | null }) => void>();
const failed = vi.fn<(error: unknown) => void>();
let holder: HTMLElement;
let body: Body | undefined;

beforeEach(() => {
  asked.mockClear();
  // The test's document draws nothing, so it knows no boxes.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  holder = document.createElement("div");
  document.body.append(holder);
  setTransport({
    call: (_, request) => {
      const wanted = request as { text: string; on: string | null };
      asked(wanted);
      const text = KNOWN[wanted.text];
      return Promise.resolve({ text, unknown: text === undefined ? [wanted.text] : [], empty: [] });
    },
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  body?.destroy();
  body = undefined;
  holder.remove();
  setTransport(undefined);
});

function paragraph(id: string, text: string): Block {
  const content = text === "" ? [] : [{ type: "text" as const, text }];
  return { type: "paragraph", attrs: { id, textAlign: null }, content };
}
function open(...texts: string[]): Body {
  const made = new Body({
    document: { type: "doc", content: texts.map((text, at) => paragraph(`b${at}`, text)) },
    placeholder: () => "",
    label: () => "Nội dung",
    nodeViews: {},
    day: () => "2022-07-15",
    onchange: () => undefined,
    onpaste: () => undefined,
    onerror: failed,
  });
  made.mount(holder);
  made.editor.commands.focus("end");
  body = made;
  return made;
}
const key = (name: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key: name, cancelable: true, ...more });
async function offered(made: { offer: unknown }): Promise<void> {
  await vi.waitFor(() => {
    expect(made.offer).toBeDefined();
  });
}
const type = (made: Body, text: string) => {
  for (const letter of text) made.editor.view.dispatch(made.editor.state.tr.insertText(letter));
};

describe("a code", () => {
  it("is seen when it is whole, right before the caret", () => {
    expect(codeAtEnd("dự có =ct=")).toBe("=ct=");
    expect(codeAtEnd("=bt.name=")).toBe("=bt.name=");
    expect(codeAtEnd("=ct= ")).toBeUndefined();
    expect(codeAtEnd("a = b =")).toBeUndefined();
    expect(codeAtEnd("=ct.phone=")).toBeUndefined();
    expect(codesIn("=ct= và =bt=").map(({ at }) => at)).toEqual([0, 8]);
  });
});

describe("the offer in the text", () => {
  it("asks for the article's date and waits for Enter", async () => {
    const made = open("Phát biểu: ");
    type(made, "=ct=");
    await offered(made.codes);
    expect(asked).toHaveBeenCalledWith({ text: "=ct=", on: "2022-07-15" });
    expect(made.plainText).toBe("Phát biểu: =ct=");

    expect(made.codes.onkeydown(key("Enter"))).toBe(true);
    expect(made.plainText).toBe("Phát biểu: Chủ tịch UBND tỉnh Tạ Anh Tuấn");
  });

  /** One Ctrl Z too few would leave half a name, one too many would take the sentence. */
  it("is one step that brings the code back", async () => {
    const made = open("Phát biểu: ");
    type(made, "=ct=");
    await offered(made.codes);
    made.codes.accept();
    made.commands.undo();
    expect(made.plainText).toBe("Phát biểu: =ct=");
  });

  /** Input methods type backspaces and letters; whoever takes one of them breaks the word. */
  it("takes no letter, no Backspace and nothing while a word is composed", async () => {
    const made = open("");
    type(made, "=ct=");
    await offered(made.codes);
    for (const name of ["a", "ư", "Backspace", " ", "ArrowLeft", "Process"]) {
      expect(made.codes.onkeydown(key(name))).toBe(false);
    }
    expect(made.codes.onkeydown(key("Enter", { isComposing: true }))).toBe(false);
    expect(made.codes.onkeydown(key("Enter", { ctrlKey: true }))).toBe(false);
    expect(made.plainText).toBe("=ct=");
  });

  it("says when nobody knows the code, and leaves Enter alone", async () => {
    const made = open("");
    type(made, "=xy=");
    await offered(made.codes);
    expect(made.codes.offer?.words).toBeUndefined();
    expect(made.codes.onkeydown(key("Enter"))).toBe(false);
  });

  it("goes with Esc and does not come back for the same code", async () => {
    const made = open("");
    type(made, "=ct=");
    await offered(made.codes);
    expect(made.codes.onkeydown(key("Escape"))).toBe(true);
    made.codes.follow();
    await Promise.resolve();
    expect(made.codes.offer).toBeUndefined();
    expect(made.plainText).toBe("=ct=");
  });
});

describe("the offer in a field", () => {
  it("puts words in place of the code and tells the field's owner", async () => {
    const area = document.createElement("textarea");
    holder.append(area);
    const heard = vi.fn();
    area.addEventListener("input", heard);
    area.value = "Lời =bt.name= nói";
    area.focus();
    area.setSelectionRange(13, 13);
    const offer = new CodeOffer(
      fieldTarget(() => area),
      { day: () => null, failed },
    );
    offer.follow();
    await offered(offer);
    expect(offer.onkeydown(key("Tab"))).toBe(true);
    expect(area.value).toBe("Lời Phạm Đại Dương nói");
    expect(area.selectionStart).toBe("Lời Phạm Đại Dương".length);
    expect(heard).toHaveBeenCalledOnce();
  });
});

describe("replacing all codes", () => {
  it("fills title, lead and text, keeps what nobody knows, and is one step", async () => {
    const made = open("=ct= và =xy= cùng =ct=", "không có mã");
    const fields = { title: "Thăm =bt.name=", lead: "", sign_off: "=xy=" };
    const done = await replaceCodes(made.editor, fields, "2022-07-15");
    expect(done).toEqual({
      count: 3,
      unknown: ["=xy="],
      fields: { title: "Thăm Phạm Đại Dương" },
      body: true,
    });
    const words = KNOWN["=ct="] ?? "";
    expect(made.plainText).toContain(`${words} và =xy= cùng ${words}`);
    made.commands.undo();
    expect(made.plainText).toContain("=ct= và =xy= cùng =ct=");
  });

  it("changes nothing where there are none", async () => {
    const made = open("a = b");
    const fields = { title: "", lead: "", sign_off: "" };
    const done = await replaceCodes(made.editor, fields, null);
    expect(done).toEqual({ count: 0, unknown: [], fields: {}, body: false });
    expect(made.undoSteps).toBe(0);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe("the day an article speaks of", () => {
  /** A story of 2022 must name who held the office then. */
  it("is the one set by hand, else when it appears, else today", () => {
    const updated_at = "2022-07-14T18:00:00Z";
    const old = { updated_at, updated_by_hand: true, publish_at: null };
    expect(dayOf(old)).toBe("2022-07-15");
    const soon = { ...old, updated_by_hand: false, publish_at: "2026-12-01T01:00:00Z" };
    expect(dayOf(soon)).toBe("2026-12-01");
    expect(dayOf({ ...old, updated_by_hand: false })).toBeNull();
  });
});
