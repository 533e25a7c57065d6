// When what was typed is written, and whether it has been. Two rhythms: a journal that is never more
// than a second behind, and revisions when the writer pauses or goes.

/** A pause of typing this long (ms) is written at once. */
export const PAUSE_MS = 500;
/** Typing without a pause is written this long (ms) after its first letter. */
export const LONGEST_MS = 900;
/** After this long (ms) without a change a revision is saved. */
export const IDLE_MS = 30_000;
/** What could not be written is tried again after this long (ms). */
export const RETRY_MS = 5_000;

export type SavePhase = "saved" | "waiting" | "failed";

export interface AutosaveOptions {
  /** Writes the journal; answers with the time of writing (RFC 3339). */
  journal: () => Promise<string>;
  /** Saves a revision; answers with the time of saving (RFC 3339). */
  save: (versionName: string) => Promise<string>;
  /** Read at each change: how long until a revision is saved, in ms. */
  idle?: () => number;
}

export class Autosave {
  phase = $state<SavePhase>("saved");
  /** When something was last written. */
  at = $state<string>();
  /** Why it was not, until it is. */
  failure = $state.raw<unknown>();

  #options: AutosaveOptions;
  #changes = 0;
  #journaled = 0;
  #saved = 0;
  #since: number | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #pause: ReturnType<typeof setTimeout> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(options: AutosaveOptions, at?: string) {
    this.#options = options;
    this.at = at;
  }

  /** Whether something is not in a revision yet. */
  get unsaved(): boolean {
    return this.#changes > this.#saved;
  }

  /** Something was changed. */
  touched(): void {
    this.#changes += 1;
    if (this.phase !== "failed") this.phase = "waiting";
    this.#since ??= performance.now();
    const left = LONGEST_MS - (performance.now() - this.#since);
    this.#schedule(Math.max(0, Math.min(PAUSE_MS, left)));
    this.#scheduleSave(this.#options.idle?.() ?? IDLE_MS);
  }

  /** What is on screen is newer than the last revision, and was put on disk at that time. */
  recovered(at: string): void {
    this.#changes += 1;
    this.#journaled = this.#changes;
    this.at = at;
  }

  /** Writes the journal now; resolves to whether everything typed is on disk. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#pause);
    return this.inTurn(() => this.#journal());
  }

  /**
   * Saves a revision now, if there is anything new or it gets a name. Rejects when that failed; what
   * was typed stays, and goes to the journal.
   */
  async save(versionName = "", { always = false } = {}): Promise<void> {
    clearTimeout(this.#idle);
    await this.inTurn(async () => {
      if (!this.unsaved && versionName === "" && !always) return;
      const changes = this.#changes;
      try {
        const at = await this.#options.save(versionName);
        this.#saved = changes;
        this.#written(changes, at);
      } catch (error) {
        this.#failed(error);
        throw error;
      }
    });
  }

  /** What was on screen has been replaced by what is saved. */
  reset(at: string): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#idle);
    this.#saved = this.#changes;
    this.#written(this.#changes, at);
  }

  /** No more writing. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#pause);
    clearTimeout(this.#idle);
  }

  #schedule(delay: number): void {
    clearTimeout(this.#pause);
    if (this.#stopped) return;
    this.#pause = setTimeout(() => {
      void this.inTurn(() => this.#journal());
    }, delay);
  }

  #scheduleSave(delay: number): void {
    clearTimeout(this.#idle);
    if (this.#stopped) return;
    // A failed save shows as such, and leads to a retry through the journal.
    this.#idle = setTimeout(() => void this.save().catch(() => undefined), delay);
  }

  /** One write at a time: an older text must never land on a newer one. */
  inTurn<T>(write: () => Promise<T>): Promise<T> {
    const turn = this.#writing.then(write);
    this.#writing = turn.catch(() => undefined);
    return turn;
  }

  async #journal(): Promise<boolean> {
    if (this.#journaled >= this.#changes && this.phase !== "failed") return true;
    const changes = this.#changes;
    this.#since = undefined;
    try {
      this.#written(changes, await this.#options.journal());
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  #written(changes: number, at: string): void {
    this.#journaled = Math.max(this.#journaled, changes);
    this.at = at;
    this.failure = undefined;
    this.phase = this.#journaled >= this.#changes ? "saved" : "waiting";
    if (this.phase === "saved") this.#since = undefined;
  }

  #failed(error: unknown): void {
    this.failure = error;
    this.phase = "failed";
    this.#schedule(RETRY_MS);
  }
}
