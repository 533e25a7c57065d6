// Imports at work: how far, how fast, how long still, and what was left out.

import { call, listen } from "../../ipc/call";
import type { JobOutcome, JobView, SkipCode, Undo } from "../../ipc/generated";
import { lastOptions, type ImportOptions } from "./importOptions.svelte";

/** A finished import without losses leaves by itself. */
export const DONE_LASTS_MS = 4000;
/** Speed is measured over this time, so that it does not jump. */
const MEASURED_MS = 4000;

interface Sample {
  at: number;
  done: number;
  bytes: number;
}

/** What another try may bring in: the rest is no picture, or none that can be read. */
const WORTH_ANOTHER_TRY = new Set<SkipCode>([
  "broken",
  "no_access",
  "missing",
  "disk_full",
  "unreadable",
  "changing",
]);

/** The files of an import that another try may bring in. */
export function retryable(outcome: JobOutcome | undefined): string[] {
  return (outcome?.skipped ?? [])
    .filter(({ code }) => WORTH_ANOTHER_TRY.has(code))
    .map(({ file }) => file);
}

/** The words that photos of an import get once they are all in. */
export interface LaterWords {
  album: string | null;
  options: ImportOptions;
  /** The template's words. */
  template: { caption: string; alt: string; credit: string } | undefined;
  /** Told when they are written. */
  onwritten: (undo: Undo) => void;
}

/** A job with what was measured while it ran. */
export interface ImportProgress {
  job: JobView;
  /** What became of each file, once it is over and files were left out. */
  outcome: JobOutcome | undefined;
  /** Photos a second; `undefined` until it is known. */
  speed: number | undefined;
  /** Milliseconds until it ends; `undefined` until it is known. */
  left: number | undefined;
}

const ENDED = new Set<JobView["state"]>(["done", "failed", "cancelled"]);

export function isOver({ state }: JobView): boolean {
  return ENDED.has(state);
}

export class Imports {
  #list = $state.raw<readonly ImportProgress[]>([]);
  /** The import whose losses are being looked at. */
  inspected = $state.raw<JobOutcome>();
  /** The import whose photos are being given words. */
  worded = $state.raw<JobView>();
  /** Every import that was told of. */
  #heard = new Set<string>();
  #later = new Map<string, LaterWords>();
  #samples = new Map<string, Sample[]>();
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #failed: (error: unknown) => void;
  #now: () => number;

  constructor(failed: (error: unknown) => void, now: () => number = () => performance.now()) {
    this.#failed = failed;
    this.#now = now;
  }

  /** Shows what was at work already and follows everything; returns the way to stop. */
  start(): () => void {
    const stop = listen("job_changed", ({ job }) => {
      this.take(job);
    });
    call("job_list", {}).then(({ rows }) => {
      for (const job of rows) if (!isOver(job)) this.take(job);
    }, this.#failed);
    return () => {
      stop();
      for (const timer of this.#timers.values()) clearTimeout(timer);
    };
  }

  /** Oldest first. */
  get list(): readonly ImportProgress[] {
    return this.#list;
  }

  /** Takes in how a job stands now. */
  take(job: JobView): void {
    if (job.kind !== "import_photos") return;
    this.#heard.add(job.id);
    const { speed, bytesSpeed } = this.#measure(job);
    const left = timeLeft(job, speed, bytesSpeed);
    const progress = { job, outcome: undefined, speed, left };
    const known = this.#list.some((other) => other.job.id === job.id);
    this.#list = known
      ? this.#list.map((other) => (other.job.id === job.id ? progress : other))
      : [...this.#list, progress];
    if (!isOver(job)) return;
    this.#samples.delete(job.id);
    const later = this.#later.get(job.id);
    this.#later.delete(job.id);
    if (later) this.#write(job, later).catch(this.#failed);
    if (job.left_out > 0) this.#learn(job.id).catch(this.#failed);
    else if (job.state !== "failed") this.#leaveLater(job.id);
  }

  /** Asks what became of each file of an import that is over. */
  async #learn(id: string): Promise<void> {
    const outcome = await call("job_get", { id });
    this.#list = this.#list.map((known) => (known.job.id === id ? { ...known, outcome } : known));
  }

  /** Shows which files were left out so far. */
  async inspect(id: string): Promise<void> {
    this.inspected = await call("job_get", { id });
  }

  /** Puts a finished import away. */
  dismiss(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#list = this.#list.filter(({ job }) => job.id !== id);
  }

  async cancel(id: string): Promise<void> {
    await call("job_cancel", { id });
  }

  /** Brings files in, with the options that were chosen last. */
  async begin(
    paths: readonly string[],
    album: string | null,
    article: string | null,
    options: ImportOptions = lastOptions.current,
  ): Promise<void> {
    const job = await call("photo_import", { paths: [...paths], album, article, ...options });
    // Its events may have overtaken the answer: what it said at the beginning is old then.
    if (!this.#heard.has(job.id)) this.take(job);
  }

  /** Tries those files again that may come in now. */
  async retry(outcome: JobOutcome): Promise<void> {
    const files = retryable(outcome);
    if (files.length === 0) return;
    this.dismiss(outcome.id);
    await this.begin(files, outcome.album, outcome.article);
  }

  /** Gives the photos of an import words, once they are all in; what is written already stays. */
  async fill(id: string, words: LaterWords): Promise<void> {
    const known = this.#list.find(({ job }) => job.id === id)?.job;
    if (known && !isOver(known)) this.#later.set(id, words);
    else if (known) await this.#write(known, words);
  }

  async #write(job: JobView, { album, options, template, onwritten }: LaterWords): Promise<void> {
    if (job.brought === 0) return;
    const ids = (await call("job_get", { id: job.id })).photos;
    if (album !== null && album !== job.album) await call("album_add", { id: album, photos: ids });
    const credit = options.credit || (template?.credit ?? "");
    const texts = {
      ...(options.event === "" ? {} : { event: options.event }),
      ...(credit === "" ? {} : { credit }),
      ...(options.keywords.length === 0 ? {} : { keywords: options.keywords }),
    };
    const how = { ids, only_empty: true, remove_gps: false, expand: false };
    // First what a template's variables speak of, then the template.
    if (Object.keys(texts).length > 0) onwritten(await call("photo_update", { ...how, ...texts }));
    if (!template) return;
    const undo = await call("photo_update", {
      ...how,
      expand: true,
      ...(template.caption === "" ? {} : { caption: template.caption }),
      ...(template.alt === "" ? {} : { alt: { kind: "text", text: template.alt } }),
    });
    onwritten(undo);
  }

  #leaveLater(id: string): void {
    clearTimeout(this.#timers.get(id));
    const timer = setTimeout(() => {
      this.dismiss(id);
    }, DONE_LASTS_MS);
    this.#timers.set(id, timer);
  }

  #measure({ id, done, bytes_done: bytes }: JobView): {
    speed: number | undefined;
    bytesSpeed: number | undefined;
  } {
    const now = this.#now();
    const known = this.#samples.get(id) ?? [];
    const recent = [...known, { at: now, done, bytes }].filter(({ at }) => now - at <= MEASURED_MS);
    this.#samples.set(id, recent);
    const first = recent[0];
    if (!first || now - first.at < 500) return { speed: undefined, bytesSpeed: undefined };
    const rate = (amount: number) => {
      const perSecond = (amount / (now - first.at)) * 1000;
      return perSecond > 0 ? perSecond : undefined;
    };
    return { speed: rate(done - first.done), bytesSpeed: rate(bytes - first.bytes) };
  }
}

/** Milliseconds until the end: by bytes where they are known, because files differ in size. */
function timeLeft(
  { done, total, bytes_done, bytes_total }: JobView,
  speed: number | undefined,
  bytesSpeed: number | undefined,
): number | undefined {
  if (bytes_total > 0 && bytesSpeed) {
    return (Math.max(0, bytes_total - bytes_done) / bytesSpeed) * 1000;
  }
  return speed ? (Math.max(0, total - done) / speed) * 1000 : undefined;
}
