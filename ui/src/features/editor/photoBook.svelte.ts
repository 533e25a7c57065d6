// The photos an article shows, by id: asked for once, and again when they change.

import { call, photoUrl, type PhotoSize } from "../../ipc/call";
import type { PhotoPatch, PhotoRow } from "../../ipc/generated";

export class PhotoBook {
  #rows = $state.raw<ReadonlyMap<string, PhotoRow>>(new Map());
  #asked = new Set<string>();
  #due = false;

  constructor(rows: readonly PhotoRow[] = []) {
    this.adopt(rows);
  }

  /** What is known of a photo; asks for it when nothing is. */
  find(id: string): PhotoRow | undefined {
    const row = this.#rows.get(id);
    if (!row) this.#ask(id);
    return row;
  }

  /** Where its picture is served. */
  url(id: string, size: PhotoSize): string {
    return photoUrl(id, size, this.find(id)?.version ?? 0);
  }

  adopt(rows: readonly PhotoRow[]): void {
    if (rows.length === 0) return;
    this.#rows = new Map([...this.#rows, ...rows.map((row) => [row.id, row] as const)]);
  }

  /** Asks for all of them anew. */
  async reload(): Promise<void> {
    await this.#load([...this.#rows.keys()]);
  }

  /** Changes one record, here at once and in the library. */
  async update(id: string, changed: Omit<PhotoPatch, "ids" | "only_empty">): Promise<void> {
    await call("photo_update", { ids: [id], only_empty: false, ...changed });
    await this.#load([id]);
  }

  #ask(id: string): void {
    if (id === "" || this.#asked.has(id)) return;
    this.#asked.add(id);
    if (this.#due) return;
    this.#due = true;
    // All that are drawn in one go are asked for together.
    queueMicrotask(() => {
      this.#due = false;
      void this.#load([...this.#asked]);
    });
  }

  async #load(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    try {
      // Those that are no more stay asked for: asking at each drawing would never end.
      this.adopt((await call("photo_rows", { ids })).rows);
    } catch {
      // They stay empty frames, and are asked for again when they are next drawn.
      for (const id of ids) this.#asked.delete(id);
    }
  }
}
