// Puts words in place of all codes of an article at once: title, lead, text and sign-off, as they
// were on the article's date.

import type { Editor } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { formatDate, parseDay } from "../../../i18n";
import { call } from "../../../ipc/call";
import type { Article } from "../../../ipc/generated";
import { codesIn } from "./codeOffer.svelte";

const FIELDS = ["title", "lead", "sign_off"] as const;
type Fields = Pick<Article, (typeof FIELDS)[number]>;
/** Stands for whatever is no text, so that places in the text are places in the document. */
const LEAF = "\ufffc";

/** What was replaced, and what nobody knows. */
export interface Replaced {
  count: number;
  unknown: string[];
  /** The fields with their new words; only those that changed. */
  fields: Partial<Fields>;
  /** Whether the text itself changed. */
  body: boolean;
}

/**
 * The day an article speaks of, as `2022-07-15`: when it appears, or the day set by hand for an older
 * one; `null` (today) for what is still being written.
 */
export function dayOf(
  article: Pick<Article, "publish_at" | "updated_at" | "updated_by_hand">,
): string | null {
  const moment = article.updated_by_hand ? article.updated_at : article.publish_at;
  return moment === null ? null : parseDay(formatDate(moment));
}

function codesOfBody(editor: Editor): { typed: string; from: number }[] {
  const found: { typed: string; from: number }[] = [];
  editor.state.doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, LEAF);
    for (const { typed, at } of codesIn(text)) found.push({ typed, from: position + 1 + at });
    return false;
  });
  return found;
}

function fill(text: string, known: ReadonlyMap<string, string>): string {
  return codesIn(text)
    .toReversed()
    .reduce((filled, { typed, at }) => {
      const words = known.get(typed);
      return words === undefined
        ? filled
        : filled.slice(0, at) + words + filled.slice(at + typed.length);
    }, text);
}

/** Replaces what is known; the text changes in one step, the fields come back to be set. */
export async function replaceCodes(
  editor: Editor,
  fields: Fields,
  day: string | null,
): Promise<Replaced> {
  const inFields = FIELDS.flatMap((name) => codesIn(fields[name]).map(({ typed }) => typed));
  const all = new Set([...inFields, ...codesOfBody(editor).map(({ typed }) => typed)]);
  const known = new Map<string, string>();
  for (const typed of all) {
    const { text, unknown } = await call("codebook_expand", { text: typed, on: day });
    if (unknown.length === 0) known.set(typed, text);
  }
  // The text may have changed meanwhile: places are looked for again.
  const places = codesOfBody(editor).filter(({ typed }) => known.has(typed));
  if (places.length > 0) {
    const change = closeHistory(editor.state.tr);
    for (const { typed, from } of places.toReversed()) {
      change.insertText(known.get(typed) ?? typed, from, from + typed.length);
    }
    editor.view.dispatch(change);
  }
  const changed = FIELDS.map((name) => [name, fill(fields[name], known)] as const).filter(
    ([name, text]) => text !== fields[name],
  );
  return {
    count: places.length + inFields.filter((typed) => known.has(typed)).length,
    unknown: [...all].filter((typed) => !known.has(typed)),
    fields: Object.fromEntries(changed),
    body: places.length > 0,
  };
}
