import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../../ipc/call";
import type { Block, Document } from "../../../ipc/generated";
import { Body } from "./body.svelte";
import type { PasteReport } from "./paste";
import { slashAt } from "./slash.svelte";

const imported = vi.fn<(request: unknown) => unknown>();
const onchange = vi.fn<() => void>();
const onpaste = vi.fn<(report: PasteReport) => void>();
const onerror = vi.fn<(error: unknown) => void>();
let body: Body;
let holder: HTMLElement;

const paragraph = (id: string, text: string): Block => ({
  type: "paragraph",
  attrs: { id, textAlign: null },
  content: text === "" ? [] : [{ type: "text", text }],
});
const documentWith = (...content: Block[]): Document => ({ type: "doc", content });

function open(...content: Block[]): void {
  body = new Body({
    document: documentWith(...content),
    placeholder: () => "",
    label: () => "Nội dung",
    nodeViews: {},
    day: () => null,
    onchange,
    onpaste,
    onerror,
  });
  holder = document.createElement("div");
  document.body.append(holder);
  body.mount(holder);
}

beforeEach(() => {
  for (const mock of [imported, onchange, onpaste, onerror]) mock.mockReset();
  // The test's document draws nothing, so it knows no boxes.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  setTransport({
    call: (_, request) => Promise.resolve().then(() => imported(request)),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  body.destroy();
  holder.remove();
  setTransport(undefined);
});

function paste(data: Record<string, string>): void {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  const clipboardData = { getData: (type: string) => data[type] ?? "", files: [], types: [] };
  Object.assign(event, { clipboardData });
  body.editor.view.dom.dispatchEvent(event);
}

const texts = () => body.plainText;

describe("pasting", () => {
  /** HTML of the clipboard can hold anything; only Rust's clean document may come in. */
  it("hands HTML to Rust and puts in what comes back", async () => {
    open(paragraph("b1", "Trước "));
    body.editor.commands.focus("end");
    imported.mockReturnValue({
      document: documentWith(paragraph("x", "đã sạch")),
      notes: [{ kind: "hidden_dropped", count: 2 }],
    });
    const html = '<p onclick="x()">đã sạch<script>x()</script></p>';
    paste({ "text/html": html, "text/plain": "đã sạch" });
    await vi.waitFor(() => {
      expect(texts()).toBe("Trước đã sạch");
    });
    expect(imported).toHaveBeenCalledWith({ format: "html", text: html });
    expect(onpaste).toHaveBeenCalledWith(
      expect.objectContaining({ notes: [{ kind: "hidden_dropped", count: 2 }] }),
    );
    body.commands.undo();
    expect(texts()).toBe("Trước ");
  });

  it("puts in nothing and says why when Rust refuses", async () => {
    open(paragraph("b1", "Trước"));
    imported.mockImplementation(() => {
      throw Object.assign(new Error(), { code: "internal", message: "", fields: {} });
    });
    paste({ "text/html": "<p>x</p>" });
    await vi.waitFor(() => {
      expect(onerror).toHaveBeenCalledOnce();
    });
    expect(texts()).toBe("Trước");
  });

  it("puts a line of plain text in at once, and hands several lines to Rust", async () => {
    open(paragraph("b1", "Trước "));
    body.editor.commands.focus("end");
    paste({ "text/plain": "một dòng" });
    expect(texts()).toBe("Trước một dòng");
    expect(imported).not.toHaveBeenCalled();
    imported.mockReturnValue({ document: documentWith(paragraph("x", "hai")), notes: [] });
    paste({ "text/plain": "hai\n\nba" });
    await vi.waitFor(() => {
      expect(imported).toHaveBeenCalledWith({ format: "plain", text: "hai\n\nba" });
    });
  });
});

describe("typing", () => {
  /** Text that turns into a list or into bold while it is typed breaks the input method's count. */
  it("reformats nothing", () => {
    open(paragraph("b1", ""));
    body.editor.commands.focus("end");
    for (const letters of ["- ", "1. ", "# ", "**đậm** ", "> "]) {
      for (const letter of letters) {
        const { view } = body.editor;
        const { from, to } = view.state.selection;
        const taken = view.someProp("handleTextInput", (handle) =>
          handle(view, from, to, letter, () => view.state.tr.insertText(letter, from, to)),
        );
        expect(taken ?? false).toBe(false);
        view.dispatch(view.state.tr.insertText(letter));
      }
    }
    expect(body.document.content).toMatchObject([{ type: "paragraph" }]);
    expect(texts()).toBe("- 1. # **đậm** > ");
  });

  /** Ctrl+Shift and a letter switch the input method; the editor must leave those alone. */
  it("takes no key with Ctrl and Shift, but for redoing", () => {
    open(paragraph("b1", "chữ"));
    body.editor.commands.selectAll();
    for (const key of ["b", "s", "x", "7", "8", "l", "e", "r", "j"]) {
      body.editor.view.dom.dispatchEvent(
        new KeyboardEvent("keydown", {
          key,
          ctrlKey: true,
          shiftKey: true,
          cancelable: true,
          bubbles: true,
        }),
      );
    }
    expect(body.document.content).toEqual([paragraph("b1", "chữ")]);
  });

  it("tells of every change, for the journal", () => {
    open(paragraph("b1", ""));
    onchange.mockClear();
    body.editor.view.dispatch(body.editor.state.tr.insertText("a", 1));
    expect(onchange).toHaveBeenCalledOnce();
  });
});

describe("the insert menu", () => {
  it("opens for a slash in an empty block and nowhere else", () => {
    expect(slashAt("/", 1)).toEqual({ from: 1, query: "" });
    expect(slashAt("/bả", 1)).toEqual({ from: 1, query: "bả" });
    expect(slashAt("a/", 1)).toBeUndefined();
    expect(slashAt("/tin-tuc/a", 1)).toBeUndefined();
    expect(slashAt("/1", 1)).toBeUndefined();
    expect(slashAt("/", undefined)).toBeUndefined();
  });

  /** A "/" that stays behind after choosing is printed on the page. */
  it("takes its own letters away when something is chosen", () => {
    open(paragraph("b1", "/bang"));
    body.editor.commands.focus("end");
    body.slash.follow();
    expect(body.slash.place?.query).toBe("bang");
    body.slash.consume();
    body.commands.table(2, 2);
    expect(texts()).not.toContain("/");
    expect(body.document.content.some(({ type }) => type === "table")).toBe(true);
  });
});

describe("inserting", () => {
  it("puts photos in place of an empty block, and leaves a line to go on", () => {
    open(paragraph("b1", "Trước"), paragraph("b2", ""));
    body.editor.commands.focus("end");
    body.commands.images(["p1", "p2"]);
    expect(body.document.content.map(({ type }) => type)).toEqual([
      "paragraph",
      "image",
      "image",
      "paragraph",
    ]);
    expect(body.photos).toEqual(["p1", "p2"]);
  });

  it("puts a photo after the paragraph at the cursor, not into it", () => {
    open(paragraph("b1", "Trước sau"), paragraph("b2", "Cuối"));
    body.editor.commands.setTextSelection(5);
    body.commands.images(["p1"]);
    expect(body.document.content.map(({ type }) => type)).toEqual([
      "paragraph",
      "image",
      "paragraph",
    ]);
    expect(body.document.content[0]).toEqual(paragraph("b1", "Trước sau"));
  });
});
