// What waits for the portal, what is held back, and what came back, kept up to date by events.

import { call, listen } from "../../ipc/call";
import type { OutboxView, ReceiptView } from "../../ipc/generated";

/** Saving makes several events at once; one reading answers them. */
const READ_AFTER_MS = 200;

export class SyncState {
  #outbox = $state.raw<OutboxView>();
  #receipts = $state.raw<readonly ReceiptView[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Reads everything and follows what changes; returns the way to stop. */
  start(): () => void {
    const later = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.read(), READ_AFTER_MS);
    };
    const stops = [
      listen("waiting_changed", later),
      listen("library_changed", later),
      listen("publish_changed", ({ run }) => {
        if (run.phase === "finished") later();
      }),
    ];
    void this.read();
    return () => {
      clearTimeout(this.#timer);
      for (const stop of stops) stop();
    };
  }

  get outbox(): OutboxView | undefined {
    return this.#outbox;
  }
  /** Newest first; `undefined` until they are known. */
  get receipts(): readonly ReceiptView[] | undefined {
    return this.#receipts;
  }

  async read(): Promise<void> {
    try {
      const [outbox, receipts] = await Promise.all([
        call("outbox_get", {}),
        call("receipt_list", {}),
      ]);
      this.#outbox = outbox;
      this.#receipts = receipts.rows;
    } catch (error) {
      this.#failed(error);
    }
  }
}
