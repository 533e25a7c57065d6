// Where codes are typed: the body of an article, and fields of one paragraph.

import type { Editor } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { insertText } from "../../../components/insertText";
import { codeAtEnd, type CodeTarget } from "./codeOffer.svelte";

/** Stands for whatever is no text, so that places in the text are places in the document. */
const LEAF = "\ufffc";

/** The text of an article. */
export function bodyTarget(editor: () => Editor): CodeTarget {
  return {
    read: () => {
      const { isDestroyed, view, state } = editor();
      const { $from: caret, empty } = state.selection;
      if (isDestroyed || view.composing || !empty || !caret.parent.isTextblock) return undefined;
      const before = caret.parent.textBetween(0, caret.parentOffset, undefined, LEAF);
      const typed = codeAtEnd(before);
      if (typed === undefined) return undefined;
      return { typed, from: caret.pos - typed.length, to: caret.pos };
    },
    put: ({ from, to, typed }, words) => {
      const { view } = editor();
      if (view.state.doc.textBetween(from, to) !== typed) return;
      // A step of its own: undoing it brings the code back, not what was typed before.
      view.dispatch(closeHistory(view.state.tr).insertText(words, from, to).scrollIntoView());
      view.focus();
    },
  };
}

/** A field. */
export function fieldTarget(field: () => HTMLTextAreaElement | undefined): CodeTarget {
  return {
    read: () => {
      const area = field();
      if (!area || area !== document.activeElement) return undefined;
      const { selectionStart: to, selectionEnd } = area;
      if (to !== selectionEnd) return undefined;
      const typed = codeAtEnd(area.value.slice(0, to));
      return typed === undefined ? undefined : { typed, from: to - typed.length, to };
    },
    put: ({ from, to, typed }, words) => {
      const area = field();
      if (area?.value.slice(from, to) === typed) insertText(area, words, { from, to });
    },
  };
}
