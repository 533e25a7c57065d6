// Flags and stars: what the newsroom thinks of its photos. Shown at once, written a moment later.

import { formatCount, t } from "../../i18n";
import { call } from "../../ipc/call";
import type { Flag } from "../../ipc/generated";
import { told } from "./photoDeeds";
import type { PhotoPages } from "./photoPages.svelte";
import { undoStack } from "./undo.svelte";

/** A flag or a number of stars, 0 to 5. */
export type Mark = { flag: Flag } | { stars: number };

/** The most stars a photo can have. */
export const MOST_STARS = 5;

/** What was done, in words. */
function words(mark: Mark, count: string): string {
  const { marked } = t().seeing;
  if ("flag" in mark) return marked[mark.flag](count);
  return mark.stars === 0 ? marked.noStars(count) : marked.stars(formatCount(mark.stars), count);
}

/**
 * Marks photos, with the way back: by a message and Ctrl Z, or by Ctrl Z alone where `quietly` the
 * mark itself is in plain sight.
 */
export async function mark(
  pages: Pick<PhotoPages, "patch" | "reload">,
  ids: readonly string[],
  how: Mark,
  { quietly = false } = {},
): Promise<void> {
  if (ids.length === 0) return;
  pages.patch(new Set(ids), how);
  try {
    const undo = await call("photo_mark", { flag: null, stars: null, ids: [...ids], ...how });
    const text = words(how, formatCount(ids.length));
    const back = () => call("photo_undo", undo);
    if (quietly) undoStack.push({ text, undo: back });
    else told(text, back);
  } catch (error) {
    await pages.reload();
    throw error;
  }
}
