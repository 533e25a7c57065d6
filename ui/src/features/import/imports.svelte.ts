// Imports at work: how far, how fast, how long still, and what was left out.

import { call, listen } from "../../ipc/call";
import type { JobView } from "../../ipc/generated";

/** A finished import without losses leaves by itself. */
export const DONE_LASTS_MS = 4000;
/** Speed is measured over this time, so that it does not jump. */
const MEASURED_MS = 4000;

interface Sample {
  at: number;
  done: number;
}

/** A job with what was measured while it ran. */
export interface ImportProgress {
  job: JobView;
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
  inspected = $state.raw<JobView>();
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
    const speed = this.#measure(job);
    const rest = Math.max(0, job.total - job.done);
    const left = speed ? (rest / speed) * 1000 : undefined;
    const progress = { job, speed, left };
    const known = this.#list.some((other) => other.job.id === job.id);
    this.#list = known
      ? this.#list.map((other) => (other.job.id === job.id ? progress : other))
      : [...this.#list, progress];
    if (!isOver(job)) return;
    this.#samples.delete(job.id);
    const losses = job.skipped.length > 0 || job.state === "failed";
    if (!losses) this.#leaveLater(job.id);
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

  async begin(paths: readonly string[], album: string | null, article: string | null) {
    const nothingElse = { rename: null, event: "", credit: "", keywords: [] };
    this.take(await call("photo_import", { paths: [...paths], album, article, ...nothingElse }));
  }

  #leaveLater(id: string): void {
    clearTimeout(this.#timers.get(id));
    const timer = setTimeout(() => {
      this.dismiss(id);
    }, DONE_LASTS_MS);
    this.#timers.set(id, timer);
  }

  #measure({ id, done }: JobView): number | undefined {
    const now = this.#now();
    const known = this.#samples.get(id) ?? [];
    const recent = [...known, { at: now, done }].filter(({ at }) => now - at <= MEASURED_MS);
    this.#samples.set(id, recent);
    const first = recent[0];
    if (!first || now - first.at < 500) return undefined;
    const speed = ((done - first.done) / (now - first.at)) * 1000;
    return speed > 0 ? speed : undefined;
  }
}
