// What is done to the album on screen: its order, its cover, and its page on the portal.

import { t } from "../../i18n";
import { call } from "../../ipc/call";
import type { AlbumRow } from "../../ipc/generated";
import { ask } from "../../shell";
import type { Gallery } from "./gallery.svelte";
import { albumIds, attempt, movedTo, told } from "./photoDeeds";

export class AlbumDeeds {
  /** The album that shall be taken down, while the user is asked. */
  takingDown = $state.raw<AlbumRow>();
  #gallery: Gallery;

  constructor(gallery: Gallery) {
    this.#gallery = gallery;
  }

  /** Puts the chosen photos before the one that stands at `to`. */
  async reorder(to: number): Promise<void> {
    const { album, ordered, selection, pages } = this.#gallery;
    if (!album || !ordered) return;
    const before = await albumIds(album.id);
    const after = movedTo(before, selection.ids, to);
    if (after.every((id, at) => id === before[at])) return;
    pages.reorder(after);
    const leading = after.findIndex((id) => selection.has(id));
    if (leading >= 0) selection.current = leading;
    try {
      await call("album_reorder", { id: album.id, photos: after });
    } catch (error) {
      await pages.reload();
      throw error;
    }
    told(t().gallery.toasts.reordered, () =>
      call("album_reorder", { id: album.id, photos: before }),
    );
  }

  /** Moves the chosen photos one place up or down. */
  async move(by: number): Promise<void> {
    const { album, selection } = this.#gallery;
    if (!album) return;
    const ids = await albumIds(album.id);
    const chosen = ids.flatMap((id, at) => (selection.has(id) ? [at] : []));
    const first = chosen[0];
    const last = chosen.at(-1);
    if (first === undefined || last === undefined) return;
    const to = by < 0 ? Math.max(0, first - 1) : Math.min(ids.length, last + 2);
    await this.reorder(to);
  }

  async setCover(album: AlbumRow, photo: string): Promise<void> {
    const former = album.cover;
    await call("album_update", { id: album.id, cover: photo });
    told(
      t().gallery.toasts.cover(album.title),
      former === null ? undefined : () => call("album_update", { id: album.id, cover: former }),
    );
  }

  /** Makes an album of the chosen photos and shows it; returns its id, to be named. */
  async create(): Promise<string> {
    const photos = [...this.#gallery.selection.ids];
    const album = await call("album_create", { title: t().gallery.album.untitled, photos });
    await this.#gallery.readAlbums();
    this.#gallery.showAlbum(album.id);
    return album.id;
  }

  publish(album: AlbumRow): void {
    attempt(ask("publish", { albumIds: [album.id] }));
  }

  /** Takes the page of the album off the portal, after the user has agreed. */
  async takeDown(): Promise<void> {
    const album = this.takingDown;
    this.takingDown = undefined;
    if (!album) return;
    await ask("publish", { takeDownAlbumIds: [album.id] });
  }
}

/** Puts photos at the end of an article's body and saves it; returns the article's title. */
export async function appendTo(articleId: string, photos: readonly string[]): Promise<string> {
  const { article, revision } = await call("article_get", { id: articleId });
  const blocks = photos.map((photo) => ({
    type: "image" as const,
    attrs: { id: null, photo, caption: null, alt: null },
  }));
  const body = { ...article.body, content: [...article.body.content, ...blocks] };
  await call("article_save", { article: { ...article, body }, revision, version_name: "" });
  return article.title;
}
