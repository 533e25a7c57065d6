// What the gallery shows: a set or an album, narrowed and sorted, with its counts. Knows no markup.

import { call, listen } from "../../ipc/call";
import type {
  AlbumRow,
  ChangedKind,
  PhotoCounts,
  PhotoFilter,
  PhotoSet,
  PhotoSort,
} from "../../ipc/generated";
import { GridSelection } from "./gridSelection.svelte";
import { PhotoPages } from "./photoPages.svelte";

/** The sets that narrow a list, as the filter above the grid offers them. */
export const NARROWING = ["all", "no_caption", "no_alt", "no_credit", "with_gps"] as const;
export type Narrowing = (typeof NARROWING)[number];

/** Heights of rows in CSS pixels, from small to large. */
export const SIZES = [84, 104, 126, 156, 196, 248] as const;
export const USUAL_SIZE = 2;

/** Typing pauses this long before the list follows, in milliseconds. */
const QUERY_AFTER_MS = 150;
/** An import changes the list many times a second; it is read again this often. */
const RELOAD_AFTER_MS = 400;

interface Place {
  album: string | null;
  set: PhotoSet;
  sort: PhotoSort;
}

/** Where the user was when the gallery was left. */
let last: Place = { album: null, set: "all", sort: "imported" };

export class Gallery {
  #place = $state.raw<Place>(last);
  #query = $state("");
  #albums = $state.raw<readonly AlbumRow[]>([]);
  #albumsKnown = $state(false);
  #counts = $state.raw<PhotoCounts>();
  #allCounts = $state.raw<PhotoCounts>();
  #queryTimer: ReturnType<typeof setTimeout> | undefined;
  #reloadTimer: ReturnType<typeof setTimeout> | undefined;
  #dirty = new Set<ChangedKind>();
  #failed: (error: unknown) => void;
  readonly pages: PhotoPages;
  readonly selection: GridSelection;

  constructor(failed: (error: unknown) => void, { single = false, fresh = false } = {}) {
    this.#failed = failed;
    this.pages = new PhotoPages(failed);
    this.selection = new GridSelection(this.pages, { single });
    if (fresh) this.#place = { album: null, set: "all", sort: "imported" };
  }

  /** Reads everything and follows what changes; returns the way to stop. */
  start({ albumId, query }: { albumId?: string; query?: string } = {}): () => void {
    if (albumId !== undefined) this.#place = { ...this.#place, album: albumId, set: "all" };
    if (query !== undefined) {
      this.#place = { ...this.#place, album: null, set: "all" };
      this.#query = query;
    }
    const stop = listen("library_changed", ({ kinds }) => {
      this.#changed(kinds);
    });
    this.#open();
    void this.readAlbums();
    return () => {
      stop();
      clearTimeout(this.#queryTimer);
      clearTimeout(this.#reloadTimer);
    };
  }

  get album(): AlbumRow | undefined {
    return this.#albums.find(({ id }) => id === this.#place.album);
  }
  get albumId(): string | null {
    return this.#place.album;
  }
  get set(): PhotoSet {
    return this.#place.set;
  }
  /** The chosen part of the filter; `undefined` where the list cannot be narrowed. */
  get narrowing(): Narrowing | undefined {
    return NARROWING.find((set) => set === this.#place.set);
  }
  get sort(): PhotoSort {
    return this.#place.sort;
  }
  get query(): string {
    return this.#query;
  }
  set query(query: string) {
    if (query === this.#query) return;
    this.#query = query;
    clearTimeout(this.#queryTimer);
    this.#queryTimer = setTimeout(() => {
      this.#open();
    }, QUERY_AFTER_MS);
  }
  get albums(): readonly AlbumRow[] {
    return this.#albums;
  }
  /** Counts of the list on screen; `undefined` until they are known. */
  get counts(): PhotoCounts | undefined {
    return this.#counts;
  }
  /** Counts of the whole library. */
  get allCounts(): PhotoCounts | undefined {
    return this.#allCounts;
  }
  /** Whether photos can be put in order by hand: a whole album is on screen. */
  get ordered(): boolean {
    return this.#place.album !== null && this.#place.set === "all" && this.#query === "";
  }

  /** Shows one of the fixed sets of the whole library. */
  showSet(set: PhotoSet): void {
    this.#go({ ...this.#place, album: null, set });
  }
  /** Shows an album. */
  showAlbum(album: string): void {
    this.#go({ ...this.#place, album, set: "all" });
  }
  /** Sorts what is on screen, and what is shown next. */
  sortBy(sort: PhotoSort): void {
    this.#place = { ...this.#place, sort };
    last = this.#place;
    this.#open();
  }
  /** Narrows what is on screen. */
  narrow(set: Narrowing): void {
    this.#go({ ...this.#place, set });
  }

  async readAlbums(): Promise<void> {
    try {
      this.#albums = (await call("album_list", {})).rows;
      // The album on screen may be gone: put into the bin, or from another library.
      if (this.#place.album !== null && !this.album) this.showSet("all");
      this.#albumsKnown = true;
    } catch (error) {
      this.#failed(error);
    }
  }
  get albumsKnown(): boolean {
    return this.#albumsKnown;
  }

  async readCounts(): Promise<void> {
    const { album } = this.#place;
    try {
      const [all, own] = await Promise.all([
        call("photo_counts", { album: null }),
        album === null ? undefined : call("photo_counts", { album }),
      ]);
      this.#allCounts = all;
      if (album === this.#place.album) this.#counts = own ?? all;
    } catch (error) {
      this.#failed(error);
    }
  }

  #go(place: Place): void {
    this.#place = place;
    last = place;
    this.#query = "";
    this.#open();
  }

  #open(): void {
    const { album, set, sort } = this.#place;
    const filter: PhotoFilter = { album, set, sort, query: this.#query.trim() };
    this.selection.reset();
    void this.pages.open(filter);
    void this.readCounts();
  }

  #changed(kinds: readonly ChangedKind[]): void {
    for (const kind of kinds) this.#dirty.add(kind);
    this.#reloadTimer ??= setTimeout(() => {
      this.#reloadTimer = undefined;
      const dirty = this.#dirty;
      this.#dirty = new Set();
      if (dirty.has("albums")) void this.readAlbums();
      if (!dirty.has("photos") && !dirty.has("albums")) return;
      void this.pages.reload();
      void this.readCounts();
    }, RELOAD_AFTER_MS);
  }
}
