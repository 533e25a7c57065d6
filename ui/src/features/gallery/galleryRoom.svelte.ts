// What can be done in the gallery, and what is open over it. Knows no markup; the parts of the screen
// that take the keyboard are put in by whoever shows them.

import { tick } from "svelte";
import { formatCount, t } from "../../i18n";
import type { AlbumRow } from "../../ipc/generated";
import { ask, reportError, router, session } from "../../shell";
import { AlbumDeeds, appendTo } from "./album.svelte";
import { CaptionForm } from "./captions.svelte";
import { Gallery, SIZES, USUAL_SIZE } from "./gallery.svelte";
import type { GalleryDeeds } from "./galleryActions";
import { groupingOf, GROUPINGS } from "./grouping";
import { mark, type Mark } from "./marks";
import { addTo, attempt, restore, rotate, told, trash } from "./photoDeeds";
import { TileDrag } from "./tileDrag.svelte";
import { FEWEST, MOST } from "./viewer/comparison.svelte";

/** The parts of the screen that are asked to do something. */
interface Screen {
  focus: () => void;
  reveal: (index: number) => void;
  write: (field: "caption" | "alt") => Promise<void>;
  find: () => void;
}

const PLAIN = { shiftKey: false, ctrlKey: false, metaKey: false };

export class GalleryRoom implements GalleryDeeds {
  readonly gallery = new Gallery(reportError, {
    grouping: groupingOf(session.paneWidth("gallery.grouping")),
  });
  readonly form = new CaptionForm(reportError);
  readonly albumDeeds = new AlbumDeeds(this.gallery);
  readonly drag = new TileDrag({
    ordered: () => this.gallery.ordered,
    reorder: (to) => {
      attempt(this.albumDeeds.reorder(to));
    },
    addTo: (id) => {
      const album = this.gallery.albums.find((other) => other.id === id);
      if (album) attempt(addTo(album, this.ids()));
    },
  });
  /** The large view, or the crop editor in it. */
  viewing = $state<"photo" | "crop">();
  /** The photos that are compared. */
  comparing = $state.raw<readonly string[]>();
  /** Whether photos fill the window, and nothing of the gallery is to be seen. */
  readonly staged = $derived(this.viewing !== undefined || this.comparing !== undefined);
  choosingAlbum = $state(false);
  /** The album whose name is being changed. */
  renaming = $state<string | null>(null);
  screen: Screen | undefined;

  /** The article the user came from; photos can be put into it. */
  readonly origin = router.previous?.view === "editor" ? router.previous.articleId : null;

  readonly ids = (): string[] => [...this.gallery.selection.ids];
  readonly chosen = (): number => this.gallery.selection.count;
  readonly inBin = (): boolean => this.gallery.set === "trashed";
  readonly ordered = (): boolean => this.gallery.ordered;

  /** Which of the sizes the tiles have. */
  get size(): number {
    return session.paneWidth("gallery.size") ?? USUAL_SIZE;
  }

  readonly view = (): void => {
    this.#open("photo");
  };
  readonly crop = (): void => {
    this.#open("crop");
  };
  #open(what: "photo" | "crop"): void {
    const { pages, selection } = this.gallery;
    if (pages.total === 0) return;
    if (selection.current < 0) selection.walk(0);
    this.viewing = what;
  }

  /** Back to the grid, to the photo that was looked at last. */
  async closeViewer(): Promise<void> {
    const { pages, selection } = this.gallery;
    this.viewing = undefined;
    const { current } = selection;
    // The last photo may have left the list while it was looked at.
    if (current < 0) return;
    if (!selection.has(pages.rowAt(current)?.id)) attempt(selection.choose(current, PLAIN));
    await this.#backTo(current);
  }

  /** Whether so many photos are chosen as can be compared. */
  readonly comparable = (): boolean => this.chosen() >= FEWEST && this.chosen() <= MOST;
  readonly compare = (): void => {
    this.comparing = this.ids();
  };
  async closeCompare(left: readonly string[]): Promise<void> {
    const { selection } = this.gallery;
    this.comparing = undefined;
    selection.set(left);
    await this.#backTo(selection.current);
  }

  async #backTo(index: number): Promise<void> {
    // What lies below a dialog cannot be focused while it is open.
    await tick();
    this.screen?.reveal(index);
    this.screen?.focus();
  }

  readonly mark = (how: Mark): Promise<void> => mark(this.gallery.pages, this.ids(), how);
  readonly write = async (field: "caption" | "alt"): Promise<void> => {
    session.inspectorOpen = true;
    await tick();
    await this.screen?.write(field);
  };
  readonly rotate = (by: number): Promise<void> => rotate(this.ids(), by);
  readonly trash = async (): Promise<void> => {
    const chosen = this.ids();
    await trash(chosen);
    this.gallery.selection.drop(chosen);
  };
  readonly restore = (): Promise<void> => restore(this.ids());
  readonly selectAll = (): Promise<void> => this.gallery.selection.all();
  readonly clear = (): void => {
    this.gallery.selection.clear();
  };
  readonly move = (by: number): Promise<void> => this.albumDeeds.move(by);
  readonly resize = (by: number): void => {
    this.resizeTo(this.size + by);
  };
  resizeTo(size: number): void {
    session.setPane("gallery.size", Math.max(0, Math.min(SIZES.length - 1, size)));
  }
  /** Divides the list into days or imports, now and the next time. */
  groupBy(grouping: (typeof GROUPINGS)[number]): void {
    const at = GROUPINGS.indexOf(grouping);
    session.setPane("gallery.grouping", at === 0 ? undefined : at);
    this.gallery.groupBy(grouping);
  }
  readonly find = (): void => this.screen?.find();
  readonly importPhotos = (): Promise<void> => {
    const { albumId } = this.gallery;
    return ask("importPhotos", albumId === null ? {} : { albumId });
  };
  readonly addToAlbum = (): void => {
    this.choosingAlbum = true;
  };
  addToChosen(album: Pick<AlbumRow, "id" | "title">): void {
    this.choosingAlbum = false;
    attempt(addTo(album, this.ids()));
  }
  readonly createAlbum = async (): Promise<void> => {
    this.renaming = await this.albumDeeds.create();
  };

  /** Puts the chosen photos into the article the user came from. */
  async insert(): Promise<void> {
    if (this.origin === null) return;
    const chosen = this.ids();
    const title = await appendTo(this.origin, chosen);
    told(t().gallery.inserted(formatCount(chosen.length), title));
    await router.go({ view: "editor", articleId: this.origin });
  }

  readonly goToNext = (): void => {
    const { pages, selection } = this.gallery;
    const next = Math.min(pages.total - 1, selection.current + 1);
    attempt(selection.choose(next, PLAIN));
    this.screen?.reveal(next);
  };
}
