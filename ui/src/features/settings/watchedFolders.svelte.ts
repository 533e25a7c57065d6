// Folders whose new photos come in by themselves.

import { call, listen } from "../../ipc/call";
import type { AlbumRow, WatchedFolder, WatchedSave } from "../../ipc/generated";

export class WatchedList {
  #rows = $state.raw<readonly WatchedFolder[]>();
  #albums = $state.raw<readonly AlbumRow[]>([]);
  #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Reads the folders and follows what changes; returns the way to stop. */
  start(): () => void {
    void this.#read();
    return listen("library_changed", ({ kinds }) => {
      if (kinds.includes("albums") || kinds.includes("photos")) void this.#read();
    });
  }

  /** `undefined` until they have arrived. */
  get rows(): readonly WatchedFolder[] | undefined {
    return this.#rows;
  }
  get albums(): readonly AlbumRow[] {
    return this.#albums;
  }
  albumTitle(id: string | null): string | undefined {
    return this.#albums.find((album) => album.id === id)?.title;
  }

  async save(folder: WatchedSave): Promise<void> {
    this.#rows = (await call("watched_save", folder)).rows;
  }
  /** Stops watching; what came in stays. Returns the way back. */
  async remove({
    id,
    path,
    album,
    rename,
    credit,
    active,
  }: WatchedFolder): Promise<() => Promise<void>> {
    this.#rows = (await call("watched_delete", { id })).rows;
    return () => this.save({ id: null, path, album, rename, credit, active });
  }

  async #read(): Promise<void> {
    try {
      const [folders, albums] = await Promise.all([
        call("watched_list", {}),
        call("album_list", {}),
      ]);
      this.#rows = folders.rows;
      this.#albums = albums.rows;
    } catch (error) {
      this.#failed(error);
    }
  }
}
