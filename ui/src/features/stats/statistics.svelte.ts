// What the portal told about visits and views, and asking it again.

import { call, IpcError, listen } from "../../ipc/call";
import type { Failure, StatisticsView } from "../../ipc/generated";

export class Statistics {
  #view = $state.raw<StatisticsView>();
  #failure = $state.raw<Failure>();
  #refreshing = $state(false);

  /** Shows what is stored, asks the portal for news and follows it; returns the way to stop. */
  start(hasPortal: boolean): () => void {
    const stop = listen("statistics_changed", () => void this.load());
    void this.load().then(() => (hasPortal ? this.refresh() : undefined));
    return stop;
  }

  /** What was told last; `undefined` until the store has answered. */
  get view(): StatisticsView | undefined {
    return this.#view;
  }
  /** Why the figures shown are old, or not there. */
  get failure(): Failure | undefined {
    return this.#failure ?? this.#view?.failure ?? undefined;
  }
  get refreshing(): boolean {
    return this.#refreshing;
  }

  /** Reads what is stored. */
  async load(): Promise<void> {
    await this.#adopt(call("statistics_get", {}));
  }

  /** Asks the portal. What is shown stays when it does not answer. */
  async refresh(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    try {
      await this.#adopt(call("statistics_refresh", {}));
    } finally {
      this.#refreshing = false;
    }
  }

  async #adopt(answer: Promise<StatisticsView>): Promise<void> {
    try {
      this.#view = await answer;
      this.#failure = undefined;
    } catch (error) {
      if (!(error instanceof IpcError)) throw error;
      this.#failure = error.failure;
    }
  }
}
