// Smart albums: filters that were given a name, and what they gather now.

import { call } from "../../ipc/call";
import type { PhotoFilter, SmartAlbumRow } from "../../ipc/generated";

export class SmartAlbums {
  #rows = $state.raw<readonly SmartAlbumRow[]>([]);
  #known = $state(false);
  /** The smart album whose filter is being changed: the grid shows the filter taken apart. */
  editing = $state.raw<SmartAlbumRow>();
  #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  get rows(): readonly SmartAlbumRow[] {
    return this.#rows;
  }
  /** Whether the list has been read. */
  get known(): boolean {
    return this.#known;
  }
  find(id: string): SmartAlbumRow | undefined {
    return this.#rows.find((row) => row.id === id);
  }

  async read(): Promise<void> {
    try {
      this.#rows = (await call("smart_album_list", {})).rows;
      this.#known = true;
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Gives a filter a name; returns the new smart album. */
  async create(title: string, filter: PhotoFilter): Promise<SmartAlbumRow> {
    return this.#save(null, title, filter);
  }

  async rename({ id, filter }: SmartAlbumRow, title: string): Promise<void> {
    await this.#save(id, title, filter);
  }

  /** Puts another filter into the smart album being changed; returns the way back. */
  async change(filter: PhotoFilter): Promise<(() => Promise<unknown>) | undefined> {
    const before = this.editing;
    this.editing = undefined;
    if (!before) return undefined;
    await this.#save(before.id, before.title, filter);
    return () => this.#save(before.id, before.title, before.filter);
  }

  /** Removes a smart album, never its photos; returns the way back. */
  async remove(row: SmartAlbumRow): Promise<() => Promise<unknown>> {
    await call("smart_album_delete", { id: row.id });
    await this.read();
    return () => this.#save(row.id, row.title, row.filter);
  }

  async #save(id: string | null, title: string, filter: PhotoFilter): Promise<SmartAlbumRow> {
    const saved = await call("smart_album_save", { id, title: title.trim(), filter });
    await this.read();
    return saved;
  }
}
