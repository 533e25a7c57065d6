// Writing what photos say, one at a time or many at once. One photo is saved by itself a moment
// after typing; many are changed when the user says so, as one step that can be undone.

import { call } from "../../ipc/call";
import type { PhotoPatch, PhotoWordsSummary, Undo } from "../../ipc/generated";
import { codedOf, valuesOf, written, type WordName, type Words } from "./captionWords";

/** Nothing typed stays only in memory for longer than a second. */
const SAVE_AFTER_MS = 700;

/** What was done, so that it can be told and undone. */
export interface Applied {
  count: number;
  undo: () => Promise<void>;
}

const PLAIN = { only_empty: false, remove_gps: false, expand: false };

export class CaptionForm {
  /** Chỉ điền vào ô còn trống. */
  onlyEmpty = $state(true);
  #ids = $state.raw<readonly string[]>([]);
  #summary = $state.raw<PhotoWordsSummary>();
  #draft = $state.raw<Partial<Words>>({});
  #savedAt = $state<number>();
  #busy = $state(false);
  /** What was saved of one photo with its codes still in it, while somebody was typing. */
  #rough: Partial<Words> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();
  #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Turns to other photos; what was typed for one is saved first. */
  async show(ids: readonly string[]): Promise<void> {
    const same = ids.length === this.#ids.length && ids.every((id, at) => id === this.#ids[at]);
    if (same) return;
    this.finish();
    this.#ids = ids;
    this.#draft = {};
    this.#savedAt = undefined;
    this.#summary = undefined;
    await this.refresh();
  }

  /** Reads the words again, after something else has changed them. */
  async refresh(): Promise<void> {
    const ids = this.#ids;
    if (ids.length === 0) return;
    try {
      await this.#saving;
      const summary = await call("photo_words", { ids: [...ids] });
      if (ids === this.#ids) this.#summary = summary;
    } catch (error) {
      this.#failed(error);
    }
  }

  get ids(): readonly string[] {
    return this.#ids;
  }
  get many(): boolean {
    return this.#ids.length > 1;
  }
  /** Whether the words of the chosen photos are known. */
  get ready(): boolean {
    return this.#summary !== undefined;
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
  /** How many of the photos keep a position. */
  get withGps(): number {
    return this.#summary?.gps ?? 0;
  }

  /** What a field shows: what was entered, or what all photos share. */
  value<N extends WordName>(name: N): Words[N] | undefined {
    const entered = this.#draft[name] as Words[N] | undefined;
    if (entered !== undefined || !this.#summary) return entered;
    const { kinds, value } = valuesOf(this.#summary, name);
    return kinds === 1 ? (value ?? undefined) : undefined;
  }
  /** How many different values the photos have; 1 when they agree or something was entered. */
  kinds(name: WordName): number {
    if (this.#draft[name] !== undefined || !this.#summary) return 1;
    return valuesOf(this.#summary, name).kinds;
  }
  /** How many photos say nothing there. */
  empty(name: WordName): number {
    return this.#summary ? valuesOf(this.#summary, name).empty : 0;
  }
  /** The values most photos have, to be offered. */
  top<N extends WordName>(name: N): readonly Words[N][] {
    return this.#summary ? valuesOf(this.#summary, name).top.map(({ value }) => value) : [];
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

  /** Saves what was entered for one photo, now and letter by letter: codes stay as they are typed. */
  flush(): void {
    clearTimeout(this.#timer);
    const [id] = this.#ids;
    if (this.many || id === undefined || !this.touched) return;
    const draft = this.#draft;
    if (this.#summary) this.#summary = written(this.#summary, draft);
    this.#draft = {};
    this.#rough = { ...this.#rough, ...codedOf(draft) };
    this.#saving = this.#saving.then(() => this.#save(id, draft));
  }

  /** Saves what was entered for one photo with its codes and variables put into words. */
  finish(): void {
    this.flush();
    const [id] = this.#ids;
    const rough = this.#rough;
    this.#rough = {};
    if (id === undefined || Object.keys(rough).length === 0) return;
    this.#saving = this.#saving.then(() => this.#save(id, rough, { expand: true }));
    void this.refresh();
  }

  async #save(id: string, words: Partial<Words>, how: Partial<PhotoPatch> = {}): Promise<void> {
    const stillShown = () => id === this.#ids[0] && !this.many;
    try {
      await call("photo_update", { ids: [id], ...PLAIN, ...how, ...words });
      if (stillShown()) this.#savedAt = Date.now();
    } catch (error) {
      // What was typed stays in the field, to be saved with the next change.
      if (stillShown()) this.#draft = { ...words, ...this.#draft };
      this.#failed(error);
    }
  }

  /** Waits until everything entered for one photo is saved. */
  async settled(): Promise<void> {
    this.finish();
    await this.#saving;
  }

  /** Changes all chosen photos at once. `undefined` when there is nothing to change. */
  async apply(): Promise<Applied | undefined> {
    if (!this.touched) return undefined;
    return this.#change({ only_empty: this.onlyEmpty, expand: true, ...this.#draft });
  }

  /** Takes the position off all chosen photos. */
  async removeGps(): Promise<Applied | undefined> {
    await this.settled();
    return this.#change({ remove_gps: true });
  }

  async #change(patch: Partial<PhotoPatch>): Promise<Applied | undefined> {
    if (this.#busy) return undefined;
    this.#busy = true;
    try {
      const undo = await call("photo_update", { ids: [...this.#ids], ...PLAIN, ...patch });
      if (patch.remove_gps !== true) this.#draft = {};
      await this.refresh();
      return { count: undo.count, undo: () => this.#undo(undo) };
    } finally {
      this.#busy = false;
    }
  }

  async #undo(undo: Undo): Promise<void> {
    await call("photo_undo", undo);
    await this.refresh();
  }
}
