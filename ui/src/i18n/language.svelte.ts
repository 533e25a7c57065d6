// Which language the window speaks; changes at run time without a reload.

import { en } from "./en";
import { vi } from "./vi";

export type Language = "vi" | "en";

/** The shape every language fills; Vietnamese is the original. */
export type Dictionary = typeof vi;

const DICTIONARIES: Record<Language, Dictionary> = { vi, en };

let current = $state<Language>("vi");

/**
 * The words of the interface in the current language: `t().articles.title`. Read it where the text
 * is shown (markup, `$derived`), never once at the start, so that a switch of language reaches it.
 */
export function t(): Dictionary {
  return DICTIONARIES[current];
}

/** The language shown now. */
export function language(): Language {
  return current;
}

/** Switches the language everywhere at once, the document's own `lang` included. */
export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
}
