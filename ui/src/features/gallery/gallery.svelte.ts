// What the gallery shows: a set or an album, narrowed and sorted, with its counts. Knows no markup.

import { call, listen } from "../../ipc/call";
import type {
  AlbumRow,
  ChangedKind,
  Grouping,
  PhotoCounts,
  PhotoFilter,
  PhotoSet,
  PhotoSort,
} from "../../ipc/generated";
import { GridSelection } from "./gridSelection.svelte";
import { isNarrowed, unfiltered, WHOLE, type Narrowing, type Place } from "./photoFilter";
import { PhotoPages } from "./photoPages.svelte";
import { SmartAlbums } from "./smartAlbums.svelte";

/** Heights of rows in CSS pixels, from small to large. */
export const SIZES = [84, 104, 126, 156, 196, 248] as const;
export const USUAL_SIZE = 2;

/** Typing pauses this long before the list follows, in milliseconds. */
const QUERY_AFTER_MS = 150;
/** An import changes the list many times a second; it is read again at once, then this often. */
const RELOAD_AFTER_MS = 400;

/** Where the user was when the gallery was left. */
let last: Place = WHOLE;

export class Gallery {
  #place = $state.raw<Place>(last);
  #query = $state("");
  #grouping = $state<Grouping>("none");
  #albums = $state.raw<readonly AlbumRow[]>([]);
  #albumsKnown = $state(false);
  #counts = $state.raw<PhotoCounts>();
  #allCounts = $state.raw<PhotoCounts>();
  #arriving = $state(false);
  #queryTimer: ReturnType<typeof setTimeout> | undefined;
  #reloadTimer: ReturnType<typeof setTimeout> | undefined;
  #dirty = new Set<ChangedKind>();
  #failed: (error: unknown) => void;
  readonly pages: PhotoPages;
  readonly selection: GridSelection;
  readonly smart: SmartAlbums;

  constructor(
    failed: (error: unknown) => void,
    { single = false, fresh = false, grouping = "none" as Grouping } = {},
  ) {
    this.#failed = failed;
    this.#grouping = grouping;
    this.pages = new PhotoPages(failed);
    this.selection = new GridSelection(this.pages, { single });
    this.smart = new SmartAlbums(failed);
    if (fresh) this.#place = WHOLE;
  }

  /** Reads everything and follows what changes; returns the way to stop. */
  start({ albumId, query }: { albumId?: string; query?: string } = {}): () => void {
    const { sort } = this.#place;
    if (albumId !== undefined) this.#place = { ...WHOLE, sort, album: albumId };
    if (query !== undefined) {
      this.#place = { ...WHOLE, sort };
      this.#query = query;
    }
    const stops = [
      listen("library_changed", ({ kinds }) => {
        this.#changed(kinds);
      }),
      listen("job_changed", ({ job: { kind, state } }) => {
        if (kind === "import_photos") this.#arriving = state === "running";
      }),
    ];
    this.#open();
    void this.readAlbums();
    void this.#readSmart();
    return () => {
      for (const stop of stops) stop();
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
  /** The smart album on screen. */
  get smartId(): string | null {
    return this.#place.smart;
  }
  get set(): PhotoSet {
    return this.#place.set;
  }
  /** What narrows the list, without the words searched for. */
  get place(): Place {
    return this.#place;
  }
  /** All that decides which photos are on screen. */
  get filter(): PhotoFilter {
    return { ...this.#place, query: this.#query.trim() };
  }
  /** Whether anything but the album or smart album decides what is on screen. */
  get narrowed(): boolean {
    return isNarrowed(this.#place);
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
  /** Whether photos are being brought in. */
  get arriving(): boolean {
    return this.#arriving;
  }
  /** Whether photos can be put in order by hand: a whole album is on screen. */
  get ordered(): boolean {
    return this.#place.album !== null && !this.narrowed && this.#query === "";
  }

  /** Shows one of the fixed sets of the whole library. */
  showSet(set: PhotoSet): void {
    this.smart.editing = undefined;
    this.#go({ ...WHOLE, sort: this.sort, set });
  }
  /** Shows an album. */
  showAlbum(album: string): void {
    this.smart.editing = undefined;
    this.#go({ ...WHOLE, sort: this.sort, album });
  }
  /** Shows what a smart album gathers. */
  showSmart(smart: string): void {
    this.smart.editing = undefined;
    this.#go({ ...WHOLE, sort: this.sort, smart });
  }
  /** Takes a saved filter apart, so that it can be changed. */
  showFilter({ query, ...place }: PhotoFilter): void {
    this.#go(place, query);
  }
  /** How the list is divided; an album has its own order. */
  get grouping(): Grouping {
    return this.#place.album === null ? this.#grouping : "none";
  }
  /** Divides what is on screen, and what is shown next. */
  groupBy(grouping: Grouping): void {
    this.#grouping = grouping;
    this.#open();
  }
  /** Sorts what is on screen, and what is shown next. */
  sortBy(sort: PhotoSort): void {
    this.#place = { ...this.#place, sort };
    last = this.#place;
    this.#open();
  }
  /** Narrows what is on screen; the words searched for stay. */
  narrow(by: Partial<Narrowing>): void {
    this.#go({ ...this.#place, ...by }, this.#query);
  }
  /** Shows the whole album, smart album or library again. */
  clearFilter(): void {
    this.#go(unfiltered(this.#place));
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
    const { album, smart } = this.#place;
    try {
      const [all, own] = await Promise.all([
        call("photo_counts", { album: null, smart: null }),
        album === null && smart === null ? undefined : call("photo_counts", { album, smart }),
      ]);
      this.#allCounts = all;
      if (album !== this.#place.album || smart !== this.#place.smart) return;
      this.#counts = own ?? all;
    } catch (error) {
      this.#failed(error);
    }
  }

  async #readSmart(): Promise<void> {
    await this.smart.read();
    const { smart } = this.#place;
    if (smart !== null && this.smart.known && !this.smart.find(smart)) this.showSet("all");
  }

  #go(place: Place, query = ""): void {
    clearTimeout(this.#queryTimer);
    this.#place = place;
    last = place;
    this.#query = query;
    this.#open();
  }

  #open(): void {
    this.selection.reset();
    void this.pages.open(this.filter, this.grouping);
    void this.readCounts();
  }

  #changed(kinds: readonly ChangedKind[]): void {
    for (const kind of kinds) this.#dirty.add(kind);
    if (this.#reloadTimer === undefined) this.#reload();
  }

  #reload(): void {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    this.#reloadTimer = setTimeout(() => {
      this.#reloadTimer = undefined;
      if (this.#dirty.size > 0) this.#reload();
    }, RELOAD_AFTER_MS);
    if (dirty.has("albums")) void this.readAlbums();
    if (!dirty.has("photos") && !dirty.has("albums")) return;
    void this.pages.reload();
    void this.readCounts();
    void this.#readSmart();
  }
}
