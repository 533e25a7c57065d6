// What is done to photos and albums, and how each deed is undone. Nothing is asked first.

import { toasts } from "../../components/toasts.svelte";
import { formatCount, t } from "../../i18n";
import { call } from "../../ipc/call";
import type { AlbumRow } from "../../ipc/generated";
import { reportError } from "../../shell";
import { WHOLE } from "./photoFilter";
import { undoStack } from "./undo.svelte";

/** More photos than any album holds. */
const EVERYTHING = 1_000_000;

/** Runs something and tells the user when it fails. */
export function attempt(work: Promise<unknown>): void {
  work.catch(reportError);
}

/** Says what was done, with the way back: in the message, and by Ctrl Z. */
export function told(text: string, undo?: () => Promise<unknown>): void {
  const back = undo && undoStack.push({ text, undo });
  toasts.show({
    text,
    ...(back && {
      action: {
        label: t().shell.undo,
        run: () => {
          attempt(back());
        },
      },
    }),
  });
}

/** Takes back what was done last in the gallery, and says what that was. */
export async function undoLast(): Promise<void> {
  const undone = await undoStack.undo();
  if (undone !== undefined) toasts.show({ text: t().filters.undone(undone), lasts: 4000 });
}

/** Turns photos clockwise by quarters, each from where it is. */
export async function rotate(ids: readonly string[], quarters = 1): Promise<void> {
  const undo = await call("photo_rotate", { ids: [...ids], quarters });
  told(t().seeing.rotated(formatCount(ids.length)), () => call("photo_undo", undo));
}

/** Puts photos into the bin. */
export async function trash(ids: readonly string[]): Promise<void> {
  await call("photo_trash", { ids: [...ids] });
  told(t().gallery.toasts.trashed(formatCount(ids.length)), () =>
    call("photo_restore", { ids: [...ids] }),
  );
}

/** Takes photos out of the bin. */
export async function restore(ids: readonly string[]): Promise<void> {
  await call("photo_restore", { ids: [...ids] });
  told(t().gallery.toasts.restored(formatCount(ids.length)), () =>
    call("photo_trash", { ids: [...ids] }),
  );
}

/** Puts photos into an album. */
export async function addTo(album: Pick<AlbumRow, "id" | "title">, ids: readonly string[]) {
  const before = await albumIds(album.id);
  const fresh = ids.filter((id) => !before.includes(id));
  await call("album_add", { id: album.id, photos: [...ids] });
  const words = t().gallery.toasts;
  if (fresh.length === 0) told(words.allThere(album.title));
  else
    told(words.added(formatCount(fresh.length), album.title), () =>
      call("album_remove", { id: album.id, photos: fresh }),
    );
}

/** Takes photos out of an album; they stay in the library. */
export async function removeFrom(album: AlbumRow, ids: readonly string[]): Promise<void> {
  const before = await albumIds(album.id);
  await call("album_remove", { id: album.id, photos: [...ids] });
  told(t().gallery.toasts.removed(formatCount(ids.length), album.title), async () => {
    await call("album_add", { id: album.id, photos: [...ids] });
    await call("album_reorder", { id: album.id, photos: before });
  });
}

/** All photos of an album, in its order. */
export async function albumIds(album: string): Promise<string[]> {
  const filter = { ...WHOLE, album, query: "" };
  const range = { offset: 0, limit: EVERYTHING };
  return (await call("photo_ids", { filter, grouping: "none", range })).ids;
}

/** `ids` with `moved` taken out and put before the photo that stood at `to`. */
export function movedTo(ids: readonly string[], moved: ReadonlySet<string>, to: number): string[] {
  const kept = (id: string) => !moved.has(id);
  return [
    ...ids.slice(0, to).filter(kept),
    ...ids.filter((id) => moved.has(id)),
    ...ids.slice(to).filter(kept),
  ];
}

/** Puts an album into the bin; its photos stay. */
export async function trashAlbum(album: AlbumRow): Promise<void> {
  await call("album_trash", { id: album.id });
  told(t().gallery.toasts.albumTrashed(album.title), () => call("album_restore", { id: album.id }));
}
