// The report of a paste in words.

import { t } from "../../i18n";
import type { Note } from "../../ipc/generated";
import type { PasteReport } from "./body/paste";

function sum(notes: readonly Note[]): number {
  return notes.reduce((total, note) => total + ("count" in note ? note.count : 1), 0);
}

/** The words of each kind; a kind without words is a type error. */
const WORDS = {
  image_dropped: "imageDropped",
  link_dropped: "linkDropped",
  embed_dropped: "embedDropped",
  element_dropped: "elementDropped",
  element_simplified: "simplified",
  heading_moved: "headings",
  word_lists_made: "lists",
  numbers_dropped: "numbers",
  flattened: "flattened",
  blanks_dropped: "blanks",
  hidden_dropped: "hidden",
  deletions_dropped: "deletions",
  comments_dropped: "comments",
} as const satisfies Record<Note["kind"], keyof ReturnType<typeof t>["editor"]["paste"]>;

const FIRST: readonly Note["kind"][] = ["image_dropped", "embed_dropped", "link_dropped"];

/** One line for each kind of thing that happened, most telling first. */
export function pasteLines({ notes, pictures }: PasteReport): string[] {
  const words = t().editor.paste;
  const groups = new Map<string, Note[]>();
  const rank = ({ kind }: Note) => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);
  for (const note of notes.toSorted((one, other) => rank(one) - rank(other))) {
    const key = note.kind === "element_dropped" ? `${note.kind} ${note.element}` : note.kind;
    groups.set(key, [...(groups.get(key) ?? []), note]);
  }
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    if (first.kind === "element_dropped") return [words.elementDropped(sum(group), first.element)];
    return [words[WORDS[first.kind]](sum(group))];
  });
  return pictures > 0 ? [words.pictures(pictures), ...lines] : lines;
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
