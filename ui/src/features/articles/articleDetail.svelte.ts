// What the inspector shows of one article. The one before stays until the next has arrived.

import { call, IpcError } from "../../ipc/call";
import type { ArticleView, Failure } from "../../ipc/generated";

/** Moving through the list with a key held down asks only where it stops. */
const SETTLE_MS = 60;

export class ArticleDetail {
  #view = $state.raw<ArticleView>();
  #failure = $state.raw<Failure>();
  #wanted: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The article asked for last, or the one before it while it is on its way. */
  get view(): ArticleView | undefined {
    return this.#view;
  }
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Shows an article; asks again for the one already shown, whose data may have changed. */
  show(id: string | undefined): void {
    clearTimeout(this.#timer);
    const again = id === this.#wanted;
    this.#wanted = id;
    if (id === undefined) {
      this.#view = undefined;
      this.#failure = undefined;
      return;
    }
    const wait = again || this.#view === undefined ? 0 : SETTLE_MS;
    this.#timer = setTimeout(() => void this.#load(id), wait);
  }

  /** The article itself, at once when it is the one shown. */
  async get(id: string): Promise<ArticleView> {
    const shown = this.#view?.article.id === id ? this.#view : undefined;
    return shown ?? (await call("article_get", { id }));
  }

  async #load(id: string): Promise<void> {
    try {
      const view = await call("article_get", { id });
      if (this.#wanted !== id) return;
      this.#view = view;
      this.#failure = undefined;
    } catch (error) {
      if (!(error instanceof IpcError)) throw error;
      if (this.#wanted === id) this.#failure = error.failure;
    }
  }
}
