// What the library takes of the disk, and the work that keeps it whole: checking originals, making
// thumbnails anew, emptying the bin.

import { call, listen } from "../../ipc/call";
import type { JobKind, JobView, LibraryUsage, PhotoRow, Purged } from "../../ipc/generated";

/** Figures are read again this long after a change, in milliseconds. */
const READ_AFTER_MS = 1000;
/** Below this the disk is called almost full: a card of photos would not fit, in bytes. */
export const LITTLE_ROOM = 2_000_000_000;

/** Lost originals that are listed; more are only counted. */
const LISTED = 200;

/** More photos than any bin holds. */
const EVERYTHING = { offset: 0, limit: 1_000_000 };

const LOST = {
  set: "missing",
  album: null,
  smart: null,
  query: "",
  sort: "name",
  flag: null,
  min_stars: 0,
  import: null,
  day: null,
} as const;

const WORK: readonly JobKind[] = ["check_originals", "rebuild_thumbnails"];

export class Storage {
  #usage = $state.raw<LibraryUsage>();
  #jobs = $state.raw<Partial<Record<JobKind, JobView>>>({});
  #lost = $state.raw<readonly PhotoRow[]>([]);
  #lostCount = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Reads the figures and follows the work; returns the way to stop. */
  start(): () => void {
    void this.read();
    call("job_list", {}).then(({ rows }) => {
      for (const job of rows.toReversed()) this.#take(job);
    }, this.#failed);
    const stops = [
      listen("job_changed", ({ job }) => {
        this.#take(job);
      }),
      listen("library_changed", () => {
        this.#timer ??= setTimeout(() => {
          this.#timer = undefined;
          void this.read();
        }, READ_AFTER_MS);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(this.#timer);
    };
  }

  get usage(): LibraryUsage | undefined {
    return this.#usage;
  }
  /** All bytes the library takes. */
  get total(): number {
    if (!this.#usage) return 0;
    const { originals, thumbnails, published, database } = this.#usage;
    return originals.bytes + thumbnails.bytes + published.bytes + database;
  }
  /** The newest work of a kind. */
  job(kind: JobKind): JobView | undefined {
    return this.#jobs[kind];
  }
  /** Photos whose originals are missing or damaged, as of the last check; at most 200. */
  get lost(): readonly PhotoRow[] {
    return this.#lost;
  }
  /** How many there are. */
  get lostCount(): number {
    return this.#lostCount;
  }

  async read(): Promise<void> {
    try {
      const [usage, lost] = await Promise.all([
        call("library_usage", {}),
        call("photo_list", {
          filter: LOST,
          grouping: "none",
          range: { offset: 0, limit: LISTED },
        }),
      ]);
      this.#usage = usage;
      this.#lost = lost.rows;
      this.#lostCount = lost.total;
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Looks whether all originals are there; `thorough` reads every byte. */
  async check(thorough: boolean): Promise<void> {
    this.#take(await call("originals_check", { thorough }));
  }
  /** Makes all thumbnails anew. */
  async rebuild(): Promise<void> {
    this.#take(await call("thumbnails_rebuild", { ids: [] }));
  }
  async cancel(job: JobView): Promise<void> {
    await call("job_cancel", { id: job.id });
  }

  /** Removes for good what lies in the bin; what is still used stays. */
  async emptyBin(): Promise<Purged> {
    const filter = { ...LOST, set: "trashed" as const };
    const { ids } = await call("photo_ids", { filter, grouping: "none", range: EVERYTHING });
    const purged = await call("photo_purge", { ids });
    await this.read();
    return purged;
  }

  /** Gives a photo its original back. */
  async replace(id: string, path: string): Promise<void> {
    await call("original_replace", { id, path });
    await this.read();
  }

  #take(job: JobView): void {
    if (!WORK.includes(job.kind)) return;
    this.#jobs = { ...this.#jobs, [job.kind]: job };
    if (job.finished_at !== null) void this.read();
  }
}
