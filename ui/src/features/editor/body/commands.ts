// What can be done to the text, by name: toolbars, keys and the insert menu all come here.

import type { Editor } from "@tiptap/core";
import type { Align } from "../../../ipc/generated";
import { newBlockId } from "../document/blockIds";

export type MarkName = "bold" | "italic" | "underline" | "strike" | "subscript" | "superscript";
export type BlockName = "paragraph" | "h2" | "h3" | "h4";
export type TableStep =
  | "addRowBefore"
  | "addRowAfter"
  | "addColumnBefore"
  | "addColumnAfter"
  | "deleteRow"
  | "deleteColumn"
  | "toggleHeaderRow"
  | "mergeOrSplit"
  | "deleteTable";

const LEVELS = { h2: 2, h3: 3, h4: 4 } as const;

export class Commands {
  #editor: Editor;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** Begins a row of steps, with the focus back in the text. */
  get #chain() {
    return this.#editor.chain().focus();
  }

  mark(name: MarkName): void {
    this.#chain.toggleMark(name).run();
  }

  block(name: BlockName): void {
    if (name === "paragraph") this.#chain.setParagraph().run();
    else this.#chain.toggleHeading({ level: LEVELS[name] }).run();
  }

  /** Pressing the alignment that is set goes back to the page's own. */
  align(align: Align): void {
    const { parent } = this.#editor.state.selection.$from;
    const textAlign = parent.attrs["textAlign"] === align ? null : align;
    this.#chain
      .updateAttributes("paragraph", { textAlign })
      .updateAttributes("heading", { textAlign })
      .run();
  }

  list(kind: "bulletList" | "orderedList"): void {
    if (kind === "bulletList") this.#chain.toggleBulletList().run();
    else this.#chain.toggleOrderedList().run();
  }

  quote(): void {
    this.#chain.toggleBlockquote().run();
  }

  divider(): void {
    this.#insert({ type: "horizontalRule" });
  }

  table(rows = 3, cols = 3): void {
    this.#chain.insertTable({ rows, cols, withHeaderRow: true }).run();
  }

  tableStep(step: TableStep): void {
    this.#chain[step]().run();
  }

  /** Links the selection, or the whole link the cursor is in; `null` takes the link away. */
  link(href: string | null): void {
    const chain = this.#chain.extendMarkRange("link");
    if (href === null) chain.unsetMark("link").run();
    else if (this.#editor.state.selection.empty && !this.#editor.isActive("link")) {
      const marks = [{ type: "link", attrs: { href } }];
      this.#chain.insertContent({ type: "text", text: href, marks }).run();
    } else chain.setMark("link", { href }).run();
  }

  images(photos: readonly string[]): void {
    this.#insert(...photos.map((photo) => ({ type: "image", attrs: { id: newBlockId(), photo } })));
  }

  gallery(photos: readonly string[]): void {
    this.#insert({ type: "gallery", attrs: { id: newBlockId(), photos: [...photos] } });
  }

  embed(url: string): void {
    this.#insert({ type: "embed", attrs: { id: newBlockId(), url } });
  }

  undo(): void {
    this.#chain.undo().run();
  }
  redo(): void {
    this.#chain.redo().run();
  }
  clearMarks(): void {
    this.#chain.unsetAllMarks().run();
  }

  /** A paragraph at the very end, for clicks below a picture or table that ends the text. */
  writeAtEnd(): void {
    const { doc } = this.#editor.state;
    if (doc.lastChild?.type.name !== "paragraph") {
      this.#editor.commands.insertContentAt(doc.content.size, { type: "paragraph" });
    }
    this.#editor.commands.focus("end");
  }

  /** Puts whole blocks after the block at the cursor, or in its place when it is empty. */
  #insert(...blocks: { type: string; attrs?: Record<string, unknown> }[]): void {
    const { $from, to } = this.#editor.state.selection;
    const empty = $from.depth === 1 && $from.parent.content.size === 0;
    const range = empty
      ? { from: $from.before(1), to: $from.after(1) }
      : $from.depth > 0
        ? $from.after(1)
        : to;
    const last = typeof range === "number" && range === this.#editor.state.doc.content.size;
    const added = empty || last ? [...blocks, { type: "paragraph" }] : blocks;
    this.#chain.insertContentAt(range, added).scrollIntoView().run();
  }
}
