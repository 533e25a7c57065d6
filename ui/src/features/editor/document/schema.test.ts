import { Editor } from "@tiptap/core";
import { afterEach, describe, expect, it } from "vitest";
import type { Block, Document, Inline } from "../../../ipc/generated";
import { documentOf, editable } from "./document";
import { extensions } from "./extensions";

let editor: Editor | undefined;
afterEach(() => {
  editor?.destroy();
  editor = undefined;
});

function open(...content: Block[]): Editor {
  editor = new Editor({
    element: document.createElement("div"),
    extensions: extensions(() => ""),
    content: editable({ type: "doc", content }),
    enableInputRules: false,
    enablePasteRules: false,
    injectCSS: false,
  });
  return editor;
}

const text = (words: string): Inline => ({ type: "text", text: words });
const inner = (words: string): Block => ({
  type: "paragraph",
  attrs: { id: null, textAlign: null },
  content: words === "" ? [] : [text(words)],
});

/** One of each, exactly as the types of Rust write it. */
const BLOCKS: Record<string, Block> = {
  paragraph: {
    type: "paragraph",
    attrs: { id: "a1", textAlign: "right" },
    content: [
      {
        type: "text",
        text: "Sở KH-ĐT ",
        marks: [{ type: "link", attrs: { href: "https://baophuyen.vn/" } }, { type: "bold" }],
      },
      { type: "hardBreak" },
      { type: "text", text: "chủ trì", marks: [{ type: "italic" }, { type: "underline" }] },
      { type: "text", text: "2", marks: [{ type: "strike" }, { type: "superscript" }] },
      { type: "text", text: "2", marks: [{ type: "subscript" }] },
    ],
  },
  empty: { type: "paragraph", attrs: { id: "a2", textAlign: null }, content: [] },
  heading: {
    type: "heading",
    attrs: { id: "a3", level: 4, textAlign: "center" },
    content: [text("Mục")],
  },
  bulletList: {
    type: "bulletList",
    attrs: { id: "a4" },
    content: [{ type: "listItem", content: [inner("một")] }],
  },
  orderedList: {
    type: "orderedList",
    attrs: { id: "a5", start: 3 },
    content: [
      {
        type: "listItem",
        content: [
          inner("ba"),
          {
            type: "bulletList",
            attrs: { id: null },
            content: [{ type: "listItem", content: [inner("trong")] }],
          },
        ],
      },
    ],
  },
  blockquote: { type: "blockquote", attrs: { id: "a6" }, content: [inner("Trích")] },
  table: {
    type: "table",
    attrs: { id: "a7" },
    content: [
      {
        type: "tableRow",
        content: [
          {
            type: "tableHeader",
            attrs: { colspan: 2, rowspan: 1, colwidth: [120, 80] },
            content: [inner("Đầu")],
          },
        ],
      },
      {
        type: "tableRow",
        content: [
          {
            type: "tableCell",
            attrs: { colspan: 1, rowspan: 1, colwidth: null },
            content: [inner("ô")],
          },
          {
            type: "tableCell",
            attrs: { colspan: 1, rowspan: 1, colwidth: null },
            content: [inner("")],
          },
        ],
      },
    ],
  },
  image: { type: "image", attrs: { id: "a8", photo: "p1", caption: "Đầm Ô Loan", alt: null } },
  gallery: { type: "gallery", attrs: { id: "a9", photos: ["p1", "p2"] } },
  horizontalRule: { type: "horizontalRule", attrs: { id: "b1" } },
  embed: { type: "embed", attrs: { id: "b2", url: "https://www.youtube.com/watch?v=x" } },
  opaque: { type: "opaque", attrs: { id: "b3", markup: "<!-- wp:x --><b>giữ</b>" } },
};

function sorted(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, inside: unknown) =>
      typeof inside === "object" && inside !== null && !Array.isArray(inside)
        ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => a.localeCompare(b)))
        : inside,
    ),
  );
}

describe("the document", () => {
  /** What the editor adds or drops is lost or refused when the article is saved. */
  it.each(Object.entries(BLOCKS))("carries %s through unchanged", (_, block) => {
    const document: Document = { type: "doc", content: [block] };
    expect(sorted(documentOf(open(block).state.doc))).toStrictEqual(sorted(document));
  });

  /** A command that writes an attribute of its own would make an article that cannot be saved. */
  it("has no attributes that Rust does not know, whatever the commands make", () => {
    const made = open(inner("Sở Kế hoạch"));
    made.commands.selectAll();
    made.chain().toggleBold().setMark("link", { href: "https://baophuyen.vn/" }).run();
    made.chain().toggleOrderedList().run();
    made.commands.insertContentAt(made.state.doc.content.size, { type: "paragraph" });
    made.commands.focus("end");
    made.commands.insertTable({ rows: 2, cols: 2, withHeaderRow: true });

    const [list, table] = documentOf(made.state.doc).content;

    expect(list).toMatchObject({ type: "orderedList", attrs: { start: 1 } });
    expect(Object.keys((list as { attrs: object }).attrs).sort()).toEqual(["id", "start"]);
    expect(JSON.stringify(list)).not.toMatch(/target|rel|class|"type":null/);
    if (table?.type !== "table") throw new Error("no table");
    expect(Object.keys(table.attrs)).toEqual(["id"]);
    expect(Object.keys(table.content[0] ?? {}).sort()).toEqual(["content", "type"]);
    expect(Object.keys(table.content[0]?.content[0]?.attrs ?? {}).sort()).toEqual([
      "colspan",
      "colwidth",
      "rowspan",
    ]);
  });

  /** A line break typed inside bold text carries the mark in the editor; Rust knows no such break. */
  it("keeps marks off line breaks, and writes NFC", () => {
    const made = open(inner(""));
    made.commands.toggleBold();
    made.commands.insertContent("mo\u0323\u0302t");
    made.commands.setHardBreak();
    made.commands.insertContent("hai");
    const [block] = documentOf(made.state.doc).content;
    if (block?.type !== "paragraph") throw new Error("no paragraph");
    expect(block.content.find(({ type }) => type === "hardBreak")).toStrictEqual({
      type: "hardBreak",
    });
    expect(block.content[0]).toMatchObject({ text: "một" });
  });

  /** A cell or a body without a block has no place for the cursor: it could never be filled. */
  it("gives every empty room a paragraph to write in", () => {
    const bare = open();
    expect(documentOf(bare.state.doc).content).toHaveLength(1);
    bare.destroy();
    const cell: Block = {
      type: "table",
      attrs: { id: "t" },
      content: [
        {
          type: "tableRow",
          content: [
            { type: "tableCell", attrs: { colspan: 1, rowspan: 1, colwidth: null }, content: [] },
          ],
        },
      ],
    };
    open(cell).state.doc.check();
  });
});

function ids(of: Editor): (string | null)[] {
  return documentOf(of.state.doc).content.map(({ attrs }) => attrs.id);
}

const named = (id: string, words: string): Block => ({
  type: "paragraph",
  attrs: { id, textAlign: null },
  content: [text(words)],
});

describe("block ids", () => {
  /** Two blocks of one id cannot be told apart when versions are joined: one of them would go. */
  it("stay unique when a paragraph is split, and the text keeps its own", () => {
    const made = open(named("one", "Một hai"));
    made.commands.setTextSelection(5);
    made.commands.splitBlock();
    const [first, second] = ids(made);
    expect(first).toBe("one");
    expect(second).toMatch(/^[0-9a-f]{12}$/);
  });

  it("stay with the text when Enter is pressed at its start", () => {
    const made = open(named("one", "Một"));
    made.commands.setTextSelection(1);
    made.commands.splitBlock();
    const [first, second] = ids(made);
    expect(second).toBe("one");
    expect(first).toMatch(/^[0-9a-f]{12}$/);
  });

  it("stay with the original when a block is copied above it", () => {
    const made = open(named("one", "Một"), named("two", "Hai"));
    const original = made.state.doc.child(1);
    made.view.dispatch(made.state.tr.insert(0, original));
    expect(ids(made)[2]).toBe("two");
    expect(new Set(ids(made)).size).toBe(3);
  });

  it("survive undoing", () => {
    const made = open(named("one", "Một hai"));
    made.commands.setTextSelection(5);
    made.commands.splitBlock();
    made.commands.undo();
    expect(ids(made)).toEqual(["one"]);
  });
});
