// What this user likes on this computer: theme, language, widths of panes. It belongs to the window,
// not to the library, so it lies in the web view's own storage.

import { setLanguage, type Language } from "../i18n";

export type Theme = "light" | "dark" | "system";

interface Stored {
  theme: Theme;
  language: Language;
  inspectorOpen: boolean;
  /** Widths of panes in CSS pixels, by the pane's name. */
  panes: Record<string, number>;
}

const KEY = "toasoan.window";
const DEFAULTS: Stored = { theme: "system", language: "vi", inspectorOpen: true, panes: {} };

function read(storage: Storage): Stored {
  try {
    const found = JSON.parse(storage.getItem(KEY) ?? "{}") as Partial<Stored>;
    return { ...DEFAULTS, ...found };
  } catch {
    // Unreadable preferences are worth no message: the defaults are as good.
    return DEFAULTS;
  }
}

export class Preferences {
  #storage: Storage;
  #stored: Stored;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#stored = $state<Stored>(read(storage));
  }

  get theme(): Theme {
    return this.#stored.theme;
  }
  set theme(theme: Theme) {
    this.#stored.theme = theme;
    this.#changed();
  }

  get language(): Language {
    return this.#stored.language;
  }
  set language(language: Language) {
    this.#stored.language = language;
    this.#changed();
  }

  /** Whether the inspector is shown (F4). */
  get inspectorOpen(): boolean {
    return this.#stored.inspectorOpen;
  }
  set inspectorOpen(open: boolean) {
    this.#stored.inspectorOpen = open;
    this.#changed();
  }

  /** The remembered width of a pane in CSS pixels. */
  paneWidth(name: string): number | undefined {
    return this.#stored.panes[name];
  }

  /** Remembers the width of a pane. */
  setPaneWidth(name: string, width: number): void {
    this.#stored.panes[name] = width;
    this.#changed();
  }

  /** Makes the page look and speak as preferred. */
  apply(): void {
    const root = document.documentElement;
    if (this.theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = this.theme;
    setLanguage(this.language);
  }

  #changed(): void {
    this.#storage.setItem(KEY, JSON.stringify(this.#stored));
    this.apply();
  }
}
