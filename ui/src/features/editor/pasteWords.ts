// The report of a paste in words.

import { t } from "../../i18n";
import type { PasteReport } from "./body/paste";

/** One thing that happened. Older and newer forms of a note are both read; what is new is counted. */
interface AnyNote {
  kind?: string;
  code?: string;
  count?: number;
  element?: string;
}

function sum(notes: readonly AnyNote[]): number {
  return notes.reduce((total, { count }) => total + (count ?? 1), 0);
}

const PLAIN = {
  image_dropped: "imageDropped",
  link_dropped: "linkDropped",
  link_removed: "linkDropped",
  embed_dropped: "embedDropped",
  embed_removed: "embedDropped",
  active_content_removed: "activeDropped",
  element_simplified: "simplified",
  formatting_simplified: "simplified",
  heading_moved: "headings",
  word_lists_made: "lists",
  numbers_dropped: "numbers",
  flattened: "flattened",
  blanks_dropped: "blanks",
  hidden_dropped: "hidden",
  deletions_dropped: "deletions",
  comments_dropped: "comments",
} as const;

/** One line for each kind of thing that happened, most telling first. */
export function pasteLines({ notes, pictures }: PasteReport): string[] {
  const words = t().editor.paste;
  const lines = pictures > 0 ? [words.pictures(pictures)] : [];
  const groups = new Map<string, AnyNote[]>();
  for (const note of notes as readonly AnyNote[]) {
    const name = note.kind ?? note.code ?? "";
    const key = name === "element_dropped" ? `${name} ${note.element ?? ""}` : name;
    groups.set(key, [...(groups.get(key) ?? []), note]);
  }
  for (const [key, group] of groups) {
    const [name = "", element = ""] = key.split(" ");
    if (name === "element_dropped") lines.push(words.elementDropped(sum(group), element));
    else if (name === "truncated") lines.push(words.truncated);
    else if (Object.hasOwn(PLAIN, name)) {
      lines.push(words[PLAIN[name as keyof typeof PLAIN]](sum(group)));
    } else lines.push(words.simplified(sum(group)));
  }
  return lines;
}

const SHOWN = 2;

/** The report in one sentence. */
export function pasteSummary(lines: readonly string[]): string {
  const words = t().editor.paste;
  if (lines.length === 0) return words.clean;
  const rest = lines.length - SHOWN;
  const shown = lines.slice(0, SHOWN).join(" · ");
  return words.some(rest > 0 ? `${shown} · ${words.more(rest)}` : shown);
}
