// Reading what is known of photos: the file, the camera, where they are used.

import { call } from "../../ipc/call";
import type { PhotoView } from "../../ipc/generated";

/** Of more photos than this the facts are not put together: nobody reads sums of thousands. */
export const READ_AT_MOST = 60;

/** How many photos are read at the same time. */
const AT_ONCE = 8;

/** Reads photos in order; those that are gone are left out. */
export async function readPhotos(ids: readonly string[]): Promise<PhotoView[]> {
  const found: PhotoView[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const part = ids.slice(at, at + AT_ONCE);
    const views = await Promise.allSettled(part.map((id) => call("photo_get", { id })));
    for (const view of views) {
      if (view.status === "fulfilled") found.push(view.value);
      else if (ids.length === 1) throw view.reason;
    }
  }
  return found;
}
