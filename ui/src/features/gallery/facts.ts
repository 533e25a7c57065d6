// What is known of chosen photos: the file, the camera, where they are used.

import { call } from "../../ipc/call";
import type { Photo, PhotoSums } from "../../ipc/generated";

export interface Facts {
  sums: PhotoSums;
  /** The record, where one photo alone is meant. */
  only: Photo | undefined;
}

/** A selection that grows from key to key is summed once it rests, in milliseconds. */
const REST_MS = 120;

/** Reads what these photos come to; `undefined` when something else is wanted by then. */
export async function readFacts(
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Facts | undefined> {
  const [first = ""] = ids;
  if (ids.length > 1) {
    await new Promise((done) => setTimeout(done, REST_MS));
    if (signal.aborted) return undefined;
  }
  const [sums, view] = await Promise.all([
    call("photo_sums", { ids: [...ids] }),
    ids.length === 1 ? call("photo_get", { id: first }) : undefined,
  ]);
  return signal.aborted ? undefined : { sums, only: view?.photo };
}
