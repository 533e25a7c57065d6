// Publishing from the window's side: one run at a time, its live state, and what to do when it ends
// early. Knows no markup.

import { call, IpcError, listen } from "../../ipc/call";
import type {
  Failure,
  FailureCode,
  PublishRun,
  PublishWish,
  ReceiptView,
} from "../../ipc/generated";
import { session } from "../../shell";

/** Speed is measured over this time. */
const MEASURED_MS = 6000;

const EVERYTHING: PublishWish = { articles: [], albums: [] };

/** What lies over the window. */
export type Shown = "nothing" | "setup" | "sheet";

export class Publisher {
  shown = $state<Shown>("nothing");
  /** The dialog for a new token lies over the sheet. */
  askingToken = $state(false);
  #run = $state.raw<PublishRun | null>(null);
  #failure = $state.raw<Failure>();
  #receipt = $state.raw<ReceiptView>();
  #stopping = $state(false);
  #starting = $state(false);
  #wish = $state.raw<PublishWish>(EVERYTHING);
  #sent: { at: number; bytes: number }[] = [];
  #left = $state<number>();
  #onfinished: (run: PublishRun) => void;
  #now: () => number;

  /** The run that was begun here; others begin by themselves when a portal may be back. */
  #own: string | undefined;
  /** Why the last run ended early. */
  #said: FailureCode | undefined;

  /**
   * `onfinished` is told when a run ends while its sheet is not shown. One that began by itself and
   * found the portal still away, or as it was, is passed over: that is no news.
   */
  constructor(onfinished: (run: PublishRun) => void, now: () => number = () => performance.now()) {
    this.#onfinished = onfinished;
    this.#now = now;
  }

  /** Takes up what was going on and follows it; returns the way to stop. */
  start(failed: (error: unknown) => void): () => void {
    const stop = listen("publish_changed", ({ run }) => {
      this.take(run);
    });
    call("publish_current", {}).then(({ run }) => {
      if (run && !this.#run) this.#run = run;
    }, failed);
    return stop;
  }

  /** The run that is going on, or the last one. */
  get run(): PublishRun | null {
    return this.#run;
  }
  get running(): boolean {
    return this.#starting || (this.#run !== null && this.#run.phase !== "finished");
  }
  /** Why no run could be started. */
  get failure(): Failure | undefined {
    return this.#failure;
  }
  get wish(): PublishWish {
    return this.#wish;
  }
  /** Asked to stop after the item at work. */
  get stopping(): boolean {
    return this.#stopping;
  }
  /** What was kept of the run, once it ended. */
  get receipt(): ReceiptView | undefined {
    return this.#receipt;
  }
  /** Milliseconds until everything is sent; `undefined` until it is known. */
  get left(): number | undefined {
    return this.#left;
  }

  /** Publishes what is wished for, or asks for a portal first. */
  async publish(wish: PublishWish): Promise<void> {
    if (this.running) {
      this.shown = "sheet";
      return;
    }
    this.#wish = wish;
    if (session.portal === null) {
      this.shown = "setup";
      return;
    }
    await this.again();
  }

  /** Sets up the portal on this machine, then goes on. */
  async useLocalPortal(): Promise<void> {
    await call("portal_add", { kind: "local", url: "", user: "", secret: "" });
    await session.reload();
    await this.again();
  }

  /** Gives the portal a new token, then goes on. */
  async useToken(user: string, secret: string): Promise<void> {
    const { portal } = session;
    if (!portal) return;
    await call("portal_add", { kind: portal.kind, url: portal.url, user, secret });
    await session.reload();
    this.askingToken = false;
    await this.again();
  }

  /** Starts a run for the same wish. What is on the portal already is not sent twice. */
  async again(): Promise<void> {
    this.shown = "sheet";
    this.#failure = undefined;
    this.#receipt = undefined;
    this.#stopping = false;
    this.#sent = [];
    this.#left = undefined;
    this.#run = null;
    this.#starting = true;
    try {
      const run = await call("publish_start", this.#wish);
      this.#own = run.job;
      // Events may have told more of it meanwhile.
      if (this.current() === null) this.take(run);
    } catch (error) {
      if (!(error instanceof IpcError)) throw error;
      this.#failure = error.failure;
    } finally {
      this.#starting = false;
    }
  }

  /** The run as it is now; events come while a command is awaited. */
  current(): PublishRun | null {
    return this.#run;
  }

  /** Stops after the item at work; what went out stays. */
  async stop(): Promise<void> {
    if (!this.#run) return;
    this.#stopping = true;
    await call("job_cancel", { id: this.#run.job });
  }

  /** Puts the sheet away; the run goes on. */
  hide(): void {
    this.shown = "nothing";
    this.askingToken = false;
    if (!this.running) this.#failure = undefined;
  }

  /** Takes in how the run stands. */
  take(run: PublishRun): void {
    const before = this.#run;
    this.#run = run;
    if (before?.job !== run.job) {
      this.#sent = [];
      this.#stopping = false;
    }
    this.#measure(run);
    if (run.phase !== "finished" || (before?.job === run.job && before.phase === "finished"))
      return;
    this.#stopping = false;
    void this.#keepReceipt(run);
    if (this.shown !== "sheet" && !this.#isNoNews(run)) this.#onfinished(run);
    this.#said = run.failure?.code;
  }

  #isNoNews({ job, failure }: PublishRun): boolean {
    if (job === this.#own || failure === null) return false;
    return failure.retryable || failure.code === this.#said;
  }

  async #keepReceipt({ receipt }: PublishRun): Promise<void> {
    if (receipt === null) return;
    try {
      const { rows } = await call("receipt_list", {});
      this.#receipt = rows.find(({ id }) => id === receipt);
    } catch (error) {
      // The run itself went well; only its times cannot be told.
      if (!(error instanceof IpcError)) throw error;
    }
  }

  #measure({ sent_bytes, plan }: PublishRun): void {
    const now = this.#now();
    const samples = [...this.#sent, { at: now, bytes: sent_bytes }];
    this.#sent = samples.filter(({ at }) => now - at <= MEASURED_MS);
    const first = this.#sent[0];
    if (!first || now - first.at < 1000 || sent_bytes <= first.bytes) return;
    const speed = (sent_bytes - first.bytes) / (now - first.at);
    this.#left = Math.max(0, plan.bytes - sent_bytes) / speed;
  }
}
