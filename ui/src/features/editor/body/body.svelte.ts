// The text of an article while it is written: the TipTap editor, and what toolbars need to know of
// it. Nothing here sets content while a word is being composed.

import { Editor } from "@tiptap/core";
import { undoDepth } from "@tiptap/pm/history";
import type { Document } from "../../../ipc/generated";
import { CodeOffer } from "../codes/codeOffer.svelte";
import { bodyTarget } from "../codes/codeTargets";
import { documentOf, editable, photosOf, plainTextOf } from "../document/document";
import { extensions, type NodeViews } from "../document/extensions";
import { Commands } from "./commands";
import { PasteDesk, type PasteReport } from "./paste";
import { SlashMenu } from "./slash.svelte";

export interface BodyOptions {
  document: Document;
  placeholder: () => string;
  /** Names the text for screen readers. */
  label: () => string;
  nodeViews: NodeViews;
  /** The article's date, `2022-07-15`: codes mean who held the office then; `null` means today. */
  day: () => string | null;
  /** Told of every change of the text. */
  onchange: () => void;
  onpaste: (report: PasteReport) => void;
  onerror: (error: unknown) => void;
}

/** What a toolbar shows as pressed or possible. */
export interface BodyState {
  block: "paragraph" | "h2" | "h3" | "h4" | "other";
  align: string | null;
  marks: ReadonlySet<string>;
  lists: ReadonlySet<string>;
  inTable: boolean;
  canUndo: boolean;
  canRedo: boolean;
  selectedText: boolean;
  href: string | null;
}

const MARKS = ["bold", "italic", "underline", "strike", "subscript", "superscript", "link"];
const WRAPPERS = ["bulletList", "orderedList", "blockquote"];

export class Body {
  readonly editor: Editor;
  readonly commands: Commands;
  readonly slash: SlashMenu;
  readonly codes: CodeOffer;
  /** Grows with every transaction: what is derived from the editor reads it. */
  #tick = $state(0);
  #focused = $state(false);
  #composing = $state(false);

  constructor(options: BodyOptions) {
    const desk = new PasteDesk(options);
    this.editor = new Editor({
      element: null,
      extensions: extensions(options.placeholder, options.nodeViews),
      content: editable(options.document),
      enableInputRules: false,
      enablePasteRules: false,
      injectCSS: false,
      editorProps: {
        attributes: () => ({
          "aria-label": options.label(),
          "aria-multiline": "true",
          role: "textbox",
          "data-testid": "editor-body",
          spellcheck: "false",
          lang: "vi",
        }),
        handleKeyDown: (_, event) => this.slash.onkeydown(event) || this.codes.onkeydown(event),
        handleDOMEvents: {
          compositionstart: () => {
            this.#composing = true;
            return false;
          },
          compositionend: () => {
            this.#composing = false;
            // ProseMirror reads what was composed a moment after this event.
            setTimeout(() => {
              this.#follow();
            });
            return false;
          },
        },
        ...desk.props,
      },
      onTransaction: () => {
        this.#follow();
      },
      onUpdate: options.onchange,
      onFocus: () => (this.#focused = true),
      onBlur: () => (this.#focused = false),
    });
    this.commands = new Commands(this.editor);
    this.slash = new SlashMenu(this.editor);
    this.codes = new CodeOffer(
      bodyTarget(() => this.editor),
      { day: options.day, failed: options.onerror },
    );
    desk.attach(this.editor);
  }

  #follow(): void {
    this.#tick += 1;
    this.slash.follow();
    this.codes.follow();
  }

  /** Puts the editor into the page until the returned function is called. */
  mount(element: HTMLElement): () => void {
    this.editor.mount(element);
    return () => {
      this.editor.unmount();
    };
  }

  destroy(): void {
    this.editor.destroy();
  }

  /** Whether the text has the focus and no word is being composed. */
  get ready(): boolean {
    return this.#focused && !this.#composing;
  }

  /** Whether a word is being composed now. */
  get composing(): boolean {
    return this.#composing;
  }

  /** Read inside `$derived`: follows every transaction. */
  get tick(): number {
    return this.#tick;
  }

  get document(): Document {
    return documentOf(this.editor.state.doc);
  }

  /** Photos in reading order; follows the text. */
  get photos(): string[] {
    void this.#tick;
    return photosOf(this.editor.state.doc);
  }

  /** How many steps can be undone; follows the text. */
  get undoSteps(): number {
    void this.#tick;
    return undoDepth(this.editor.state);
  }

  get plainText(): string {
    return plainTextOf(this.editor.state.doc);
  }

  get state(): BodyState {
    void this.#tick;
    const { editor } = this;
    const { selection } = editor.state;
    const href: unknown = editor.getAttributes("link")["href"];
    const align: unknown = selection.$from.parent.attrs["textAlign"];
    return {
      block: blockAt(editor),
      align: typeof align === "string" ? align : null,
      marks: new Set(MARKS.filter((mark) => editor.isActive(mark))),
      lists: new Set(WRAPPERS.filter((wrapper) => editor.isActive(wrapper))),
      inTable: editor.isActive("table"),
      canUndo: editor.can().undo(),
      canRedo: editor.can().redo(),
      selectedText:
        !selection.empty &&
        editor.state.doc.textBetween(selection.from, selection.to, " ").trim() !== "",
      href: typeof href === "string" ? href : null,
    };
  }

  /** Replaces the whole text, as one step that can be undone. Waits for a word to be composed. */
  replace(document: Document): void {
    const put = () => {
      if (this.editor.isDestroyed) return;
      if (this.editor.view.composing) setTimeout(put, 50);
      else this.editor.commands.setContent(editable(document), { emitUpdate: true });
    };
    put();
  }

  /** Brings a photo of the text into sight and selects it; returns whether it is there. */
  showPhoto(photo: string): boolean {
    let at: number | undefined;
    this.editor.state.doc.descendants((node, position) => {
      const own = node.attrs["photo"] === photo;
      const among =
        node.type.name === "gallery" && (node.attrs["photos"] as string[]).includes(photo);
      if (at === undefined && (own || among)) at = position;
    });
    if (at === undefined) return false;
    this.editor.commands.setNodeSelection(at);
    const shown = this.editor.view.nodeDOM(at);
    if (shown instanceof Element) shown.scrollIntoView({ block: "center", behavior: "smooth" });
    return true;
  }
}

function blockAt(editor: Editor): BodyState["block"] {
  const { parent } = editor.state.selection.$from;
  if (parent.type.name === "paragraph") return "paragraph";
  if (parent.type.name === "heading") return `h${parent.attrs["level"] as 2 | 3 | 4}`;
  return "other";
}
