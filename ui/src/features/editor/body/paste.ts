// What is pasted: text of this editor goes in as it is; everything else is read and cleaned in Rust
// first. Foreign HTML never reaches the page.

import type { Editor } from "@tiptap/core";
import { closeHistory, undoDepth } from "@tiptap/pm/history";
import { DOMSerializer, Slice, type Fragment, type Node, type Schema } from "@tiptap/pm/model";
import type { EditorProps, EditorView } from "@tiptap/pm/view";
import { call } from "../../../ipc/call";
import type { Document, TextFormat, TextImported } from "../../../ipc/generated";
import { newBlockId } from "../document/blockIds";
import { editable } from "../document/document";

export interface PasteReport {
  notes: TextImported["notes"];
  /** Pictures in the clipboard that came without a file. */
  pictures: number;
  /** How many steps could be undone right after it; as long as it is so, the last is the paste. */
  depth: number;
}

const MARKER = "data-copied";
const COMPOSED_AFTER_MS = 50;

/** Marks copied HTML, so that it is known again when it comes back. */
class CopySerializer extends DOMSerializer {
  readonly token: () => string;

  constructor(schema: Schema, token: () => string) {
    const of = DOMSerializer.fromSchema(schema);
    super(of.nodes, of.marks);
    this.token = token;
  }

  override serializeFragment(
    fragment: Fragment,
    options?: { document?: globalThis.Document },
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const copied = super.serializeFragment(fragment, options, target);
    copied.firstElementChild?.setAttribute(MARKER, this.token());
    return copied;
  }
}

export class PasteDesk {
  #editor: Editor | undefined;
  #copied: { token: string; slice: Slice } | undefined;
  #report: (report: PasteReport) => void;
  #failed: (error: unknown) => void;

  constructor(options: {
    onpaste: (report: PasteReport) => void;
    onerror: (error: unknown) => void;
  }) {
    this.#report = options.onpaste;
    this.#failed = options.onerror;
  }

  /** Must be called before anything is pasted. */
  attach(editor: Editor): void {
    this.#editor = editor;
    const serializer = new CopySerializer(editor.schema, () => this.#copied?.token ?? "");
    editor.setOptions({
      editorProps: { ...editor.options.editorProps, clipboardSerializer: serializer },
    });
  }

  get props(): EditorProps {
    return {
      transformCopied: (slice) => {
        this.#copied = { token: newBlockId(), slice };
        return slice;
      },
      handlePaste: (view, event) => this.#take(view, event.clipboardData),
      // Moving text inside the editor is ProseMirror's own; what comes from outside is read first.
      handleDrop: (view, event, _slice, moved) => {
        if (moved) return false;
        event.preventDefault();
        return this.#take(view, event.dataTransfer);
      },
    };
  }

  #take(view: EditorView, data: DataTransfer | null): boolean {
    if (!data) return true;
    const html = data.getData("text/html");
    const plain = data.getData("text/plain");
    if (this.#copied && html.includes(`${MARKER}="${this.#copied.token}"`)) {
      view.dispatch(view.state.tr.replaceSelection(this.#copied.slice).scrollIntoView());
      return true;
    }
    const pictures = [...data.files].filter((file) => file.type.startsWith("image/")).length;
    if (html.trim() !== "") void this.#import("html", html, pictures);
    else if (isShort(plain)) view.dispatch(view.state.tr.insertText(plain.normalize("NFC")));
    else if (plain.trim() !== "") void this.#import("plain", plain, 0);
    else if (pictures > 0) this.#report({ notes: [], pictures, depth: 0 });
    return true;
  }

  async #import(format: TextFormat, text: string, pictures: number): Promise<void> {
    try {
      const { document, notes } = await call("text_import", { format, text });
      await this.#quiet();
      this.#insert(document);
      const depth = this.#editor ? undoDepth(this.#editor.state) : 0;
      this.#report({ notes, pictures, depth });
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Waits until no word is being composed: putting text in would break it. */
  async #quiet(): Promise<void> {
    const view = this.#editor?.view;
    if (!view?.composing) return;
    await new Promise((done) => {
      view.dom.addEventListener("compositionend", done, { once: true });
    });
    // ProseMirror takes the composed word over just after this event.
    await new Promise((done) => setTimeout(done, COMPOSED_AFTER_MS));
  }

  #insert(document: Document): void {
    const { view, schema } = this.#editor ?? {};
    if (!view || !schema || view.isDestroyed || document.content.length === 0) return;
    const doc = schema.nodeFromJSON(editable(document));
    // A step of its own, so that it can be undone alone.
    view.dispatch(closeHistory(view.state.tr));
    view.dispatch(view.state.tr.replaceSelection(sliceOf(doc)).scrollIntoView());
    view.dispatch(closeHistory(view.state.tr));
    view.focus();
  }
}

/** One line of plain text needs no reading: it goes in where the cursor is, with its marks. */
function isShort(text: string): boolean {
  return text !== "" && !/[\n\r]/.test(text);
}

/** Open at both ends where text meets text, so that one pasted line joins the line it lands in. */
function sliceOf(doc: Node): Slice {
  const open = (node: Node | null | undefined) => (node?.type.name === "paragraph" ? 1 : 0);
  return new Slice(doc.content, open(doc.firstChild), open(doc.lastChild));
}
