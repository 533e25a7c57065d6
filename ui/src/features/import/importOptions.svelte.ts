// How photos are brought in: their names, and the words they get at once. What was chosen last in
// this session holds for files that are dropped later; nothing is remembered beyond it, because
// yesterday's event under today's photos would be wrong.

import { call, listen } from "../../ipc/call";
import type {
  AlbumRow,
  CaptionTemplate,
  Card,
  ImportPreviewed,
  PhotoImport,
} from "../../ipc/generated";

export type ImportOptions = Pick<
  PhotoImport,
  "rename" | "event" | "credit" | "template" | "keywords"
>;

export const NO_OPTIONS: ImportOptions = {
  rename: null,
  event: "",
  credit: "",
  template: null,
  keywords: [],
};

/** Typing pauses this long before the examples follow, in milliseconds. */
const PREVIEW_AFTER_MS = 200;

class LastOptions {
  current = $state.raw<ImportOptions>(NO_OPTIONS);
}

/** What holds for the next files that are dropped. */
export const lastOptions = new LastOptions();

/** Whether options say anything at all. */
export function saysAnything(options: ImportOptions): boolean {
  const { rename, event, credit, template, keywords } = options;
  return (
    rename !== null || event !== "" || credit !== "" || template !== null || keywords.length > 0
  );
}

/** The options of one import while they are chosen. */
export class ImportForm {
  album = $state<string | null>(null);
  #options = $state.raw<ImportOptions>(lastOptions.current);
  #paths = $state.raw<readonly string[]>([]);
  #preview = $state.raw<ImportPreviewed>();
  #looking = $state(false);
  #albums = $state.raw<readonly AlbumRow[]>([]);
  #templates = $state.raw<readonly CaptionTemplate[]>([]);
  #people = $state.raw<readonly string[]>([]);
  #cards = $state.raw<readonly Card[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #failed: (error: unknown) => void;

  constructor(
    album: string | null,
    failed: (error: unknown) => void,
    paths: readonly string[] = [],
  ) {
    this.album = album;
    this.#failed = failed;
    this.#paths = paths;
  }

  /** Reads what can be chosen; returns the way to stop. */
  start(): () => void {
    const read = async () => {
      const [albums, templates, directory] = await Promise.all([
        call("album_list", {}),
        call("template_list", {}),
        call("directory_get", {}),
      ]);
      this.#albums = albums.rows;
      this.#templates = templates.rows;
      this.#people = directory.people.map(({ name }) => name);
    };
    read().catch(this.#failed);
    this.#look(0);
    return () => {
      clearTimeout(this.#timer);
      this.#turn += 1;
    };
  }

  /** Looks for memory cards, those that are put in later too; returns the way to stop. */
  watchCards(): () => void {
    this.#findCards();
    return listen("card_found", () => {
      this.#findCards();
    });
  }

  get paths(): readonly string[] {
    return this.#paths;
  }
  get options(): ImportOptions {
    return this.#options;
  }
  get albums(): readonly AlbumRow[] {
    return this.#albums;
  }
  get templates(): readonly CaptionTemplate[] {
    return this.#templates;
  }
  get people(): readonly string[] {
    return this.#people;
  }
  /** Memory cards that are not among the files yet. */
  get cards(): readonly Card[] {
    return this.#cards.filter(({ path }) => !this.#paths.includes(path));
  }
  /** How many files there are and what their names become; `undefined` until it is known. */
  get preview(): ImportPreviewed | undefined {
    return this.#preview;
  }
  /** Whether the files are being counted. */
  get looking(): boolean {
    return this.#looking;
  }

  set(part: Partial<ImportOptions>): void {
    this.#options = { ...this.#options, ...part };
    if ("rename" in part || "event" in part || "credit" in part) this.#look();
  }
  /** Adds files and folders. */
  add(paths: readonly string[]): void {
    this.#paths = [...new Set([...this.#paths, ...paths])];
    this.#look(0);
  }
  /** Begins with other files. */
  clear(): void {
    this.#paths = [];
    this.#preview = undefined;
  }

  /** The template's words, as far as one is chosen. */
  get template(): CaptionTemplate | undefined {
    return this.#templates.find(({ id }) => id === this.#options.template);
  }

  /** Keeps the options for what is dropped next. */
  keep(): ImportOptions {
    const { rename, event, credit, keywords, template } = this.#options;
    const tidy = (text: string) => text.trim().normalize("NFC");
    lastOptions.current = {
      rename: rename === null || rename.trim() === "" ? null : tidy(rename),
      event: tidy(event),
      credit: tidy(credit),
      keywords,
      template,
    };
    return lastOptions.current;
  }

  /** Apart from what else can be chosen: a card may take its time. */
  #findCards(): void {
    call("card_list", {}).then(({ rows }) => {
      this.#cards = rows;
    }, this.#failed);
  }

  #look(after = PREVIEW_AFTER_MS): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    const turn = this.#turn;
    if (this.#paths.length === 0) return;
    this.#looking = true;
    this.#timer = setTimeout(() => {
      const { rename, event, credit } = this.#options;
      call("import_preview", { paths: [...this.#paths], rename, event, credit }).then(
        (preview) => {
          if (turn !== this.#turn) return;
          this.#preview = preview;
          this.#looking = false;
        },
        (error: unknown) => {
          if (turn !== this.#turn) return;
          this.#looking = false;
          this.#failed(error);
        },
      );
    }, after);
  }
}
