// The insert menu that "/" opens at the start of an empty block. It follows what the text says and
// takes no letter and no Backspace: deleting the "/" closes it, because then there is none.

import type { Editor } from "@tiptap/core";
import { isComposing } from "../../../shell";

export interface SlashPlace {
  /** Where the "/" stands in the document. */
  from: number;
  /** What was typed after it. */
  query: string;
}

export class SlashMenu {
  #editor: Editor;
  #place = $state.raw<SlashPlace>();
  /** Closed by Esc: stays closed until the block is left or emptied. */
  #dismissedAt: number | undefined;
  /** The line that Enter chooses. */
  at = $state(0);
  /** Set by the menu on screen: how many lines it has, and what Enter does. */
  lines = 0;
  choose: (index: number) => void = () => undefined;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  get place(): SlashPlace | undefined {
    return this.#place;
  }

  /** Looks at the block at the cursor after each change. */
  follow(): void {
    const { view, state } = this.#editor;
    if (this.#editor.isDestroyed || view.composing) return;
    const next = slashAt(state.selection.$from.parent.textContent, this.#from());
    if (next === undefined) this.#dismissedAt = undefined;
    const open = next !== undefined && next.from !== this.#dismissedAt ? next : undefined;
    if (open?.query !== this.#place?.query) this.at = 0;
    this.#place = open;
  }

  /** Arrows, Enter and Esc while the menu is open; all else goes on to the text. */
  onkeydown(event: KeyboardEvent): boolean {
    if (!this.#place || isComposing(event) || event.ctrlKey || event.altKey) return false;
    if (event.key === "Escape") this.close();
    else if (this.lines === 0) return false;
    else if (event.key === "ArrowDown") this.at = (this.at + 1) % this.lines;
    else if (event.key === "ArrowUp") this.at = (this.at + this.lines - 1) % this.lines;
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** Closes the menu and leaves what was typed. */
  close(): void {
    this.#dismissedAt = this.#place?.from;
    this.#place = undefined;
  }

  /** Takes "/" and what follows out of the text, before something is inserted. */
  consume(): void {
    const place = this.#place;
    if (!place) return;
    this.#place = undefined;
    const to = place.from + 1 + place.query.length;
    this.#editor.chain().focus().deleteRange({ from: place.from, to }).run();
  }

  /** The start of the paragraph at the cursor, if the cursor stands at its end. */
  #from(): number | undefined {
    const { $from: cursor, empty } = this.#editor.state.selection;
    const inParagraph = cursor.parent.type.name === "paragraph";
    const atEnd = cursor.parentOffset === cursor.parent.content.size;
    return empty && inParagraph && atEnd ? cursor.start() : undefined;
  }
}

const LONGEST_QUERY = 24;

/** The menu's place when a block says only "/" and a few letters. */
export function slashAt(text: string, from: number | undefined): SlashPlace | undefined {
  if (from === undefined || !text.startsWith("/") || text.length > LONGEST_QUERY) return undefined;
  const query = text.slice(1);
  // "1/2", "/tin-tuc/…" and sentences are text, not wishes.
  return /[/\d]|\s{2}/.test(query) ? undefined : { from, query };
}
