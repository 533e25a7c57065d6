// Writing what photos say, one at a time or many at once. One photo is saved by itself a moment
// after typing; many are changed when the user says so, as one step that can be undone.

import { call } from "../../ipc/call";
import type { PhotoPatch, PhotoView } from "../../ipc/generated";
import {
  isEmpty,
  readPhotos,
  shared,
  undoing,
  valuesOf,
  WORD_NAMES,
  wordsOf,
  type PhotoWords,
  type WordName,
  type Words,
} from "./facts";

/** Nothing typed stays only in memory for longer than a second. */
const SAVE_AFTER_MS = 700;
/** Beyond this the panel asks for the photos only when it changes them. */
const READ_AT_MOST = 120;

/** What was done, so that it can be told and undone. */
export interface Applied {
  count: number;
  undo: () => Promise<void>;
}

export class CaptionForm {
  /** Chỉ điền vào ô còn trống. */
  onlyEmpty = $state(true);
  #ids = $state.raw<readonly string[]>([]);
  #photos = $state.raw<readonly PhotoView[]>([]);
  #draft = $state.raw<Partial<Words>>({});
  #savedAt = $state<number>();
  #busy = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();
  #failed: (error: unknown) => void;
  #words = $derived(this.#photos.map(wordsOf));

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Turns to other photos; what was typed for one is saved first. */
  async show(ids: readonly string[]): Promise<void> {
    const same = ids.length === this.#ids.length && ids.every((id, at) => id === this.#ids[at]);
    if (same) return;
    this.flush();
    this.#ids = ids;
    this.#draft = {};
    this.#savedAt = undefined;
    const [only] = ids;
    this.#photos = this.#photos.filter(({ photo }) => ids.length === 1 && photo.id === only);
    await this.refresh();
  }

  /** Reads the photos again, after something else has changed them. */
  async refresh(): Promise<void> {
    const ids = this.#ids;
    if (ids.length === 0) {
      this.#photos = [];
      return;
    }
    try {
      await this.#saving;
      const photos = await readPhotos(ids.slice(0, READ_AT_MOST));
      if (ids === this.#ids) this.#photos = photos;
    } catch (error) {
      this.#failed(error);
    }
  }

  get ids(): readonly string[] {
    return this.#ids;
  }
  /** The photos that were read, in order; fewer than chosen when there are very many. */
  get photos(): readonly PhotoView[] {
    return this.#photos;
  }
  get many(): boolean {
    return this.#ids.length > 1;
  }
  get ready(): boolean {
    return this.#photos.length > 0;
  }
  get busy(): boolean {
    return this.#busy;
  }
  /** When the one photo was last saved, in milliseconds since 1970. */
  get savedAt(): number | undefined {
    return this.#savedAt;
  }
  /** Whether anything was entered that is not saved. */
  get touched(): boolean {
    return Object.keys(this.#draft).length > 0;
  }

  /** What a field shows: what was entered, or what all photos share. */
  value<N extends WordName>(name: N): Words[N] | undefined {
    const entered = this.#draft[name] as Words[N] | undefined;
    return entered ?? (this.partial ? undefined : shared(this.#words, name));
  }
  /** So many are chosen that only some were read: nothing can be said of all. */
  get partial(): boolean {
    return this.#ids.length > READ_AT_MOST;
  }
  /**
   * How many different values the photos have, 1 when they agree or something was entered;
   * infinitely many when they were not all read.
   */
  kinds(name: WordName): number {
    if (this.#draft[name] !== undefined) return 1;
    return this.partial ? Infinity : valuesOf(this.#words, name).length;
  }
  /** How many photos say nothing there. */
  empty(name: WordName): number {
    return this.#words.filter((words) => isEmpty(words, name)).length;
  }

  /** Enters a value. */
  enter<N extends WordName>(name: N, value: Words[N]): void {
    if (JSON.stringify(value) === JSON.stringify(this.value(name))) return;
    this.#draft = { ...this.#draft, [name]: value };
    if (this.many) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.flush();
    }, SAVE_AFTER_MS);
  }

  /** Saves what was entered for one photo, now. */
  flush(): void {
    clearTimeout(this.#timer);
    const [id] = this.#ids;
    if (this.many || id === undefined || !this.touched) return;
    const draft = this.#draft;
    this.#photos = this.#photos.map((view) => ({ ...view, photo: { ...view.photo, ...draft } }));
    this.#draft = {};
    const patch: PhotoPatch = { ids: [id], only_empty: false, ...draft };
    this.#saving = this.#saving.then(() => this.#save(patch, draft));
  }

  async #save(patch: PhotoPatch, draft: Partial<Words>): Promise<void> {
    try {
      await call("photo_update", patch);
      if (patch.ids[0] === this.#ids[0]) this.#savedAt = Date.now();
    } catch (error) {
      // What was typed stays in the field, to be saved with the next change.
      if (patch.ids[0] === this.#ids[0]) this.#draft = { ...draft, ...this.#draft };
      this.#failed(error);
    }
  }

  /** Waits until everything entered for one photo is saved. */
  async settled(): Promise<void> {
    this.flush();
    await this.#saving;
  }

  /** Changes all chosen photos at once. `undefined` when there is nothing to change. */
  async apply(): Promise<Applied | undefined> {
    const ids = [...this.#ids];
    const changed = WORD_NAMES.filter((name) => this.#draft[name] !== undefined);
    if (changed.length === 0 || this.#busy) return undefined;
    this.#busy = true;
    try {
      const before = (await this.#all(ids)).filter(
        (words) => !this.onlyEmpty || changed.some((name) => fillable(words, name)),
      );
      await call("photo_update", { ids, only_empty: this.onlyEmpty, ...this.#draft });
      this.#draft = {};
      await this.refresh();
      return { count: before.length, undo: () => this.#undo(undoing(before, changed)) };
    } finally {
      this.#busy = false;
    }
  }

  async #all(ids: readonly string[]): Promise<PhotoWords[]> {
    const views = ids.length <= READ_AT_MOST ? this.#photos : await readPhotos(ids);
    return views.map(wordsOf);
  }

  async #undo(patches: readonly PhotoPatch[]): Promise<void> {
    for (const patch of patches) await call("photo_update", patch);
    await this.refresh();
  }
}

/** Whether filling only empty fields would change this one; switches are always set. */
function fillable(words: Words, name: WordName): boolean {
  return typeof words[name] === "boolean" || isEmpty(words, name);
}
