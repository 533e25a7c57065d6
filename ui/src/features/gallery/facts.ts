// What is known of several photos at once, and how several values are told in one field. Pure but
// for the reading.

import { call } from "../../ipc/call";
import type { AltText, PhotoPatch, PhotoView } from "../../ipc/generated";

/** What the caption panel changes. */
export interface Words {
  caption: string;
  alt: AltText;
  credit: string;
  keywords: string[];
  shows_children: boolean;
  consent: boolean;
}
export type WordName = keyof Words;

export const WORD_NAMES = [
  "caption",
  "alt",
  "credit",
  "keywords",
  "shows_children",
  "consent",
] as const satisfies WordName[];

/** The words of one photo. */
export interface PhotoWords extends Words {
  id: string;
}

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

export function wordsOf({ photo }: PhotoView): PhotoWords {
  const { id, caption, alt, credit, keywords, shows_children, consent } = photo;
  return { id, caption, alt, credit, keywords, shows_children, consent };
}

/** How often each value occurs, in the order of their first photo. */
export function valuesOf<N extends WordName>(
  photos: readonly Words[],
  name: N,
): readonly { value: Words[N]; count: number }[] {
  const found = new Map<string, { value: Words[N]; count: number }>();
  for (const photo of photos) {
    const key = JSON.stringify(photo[name]);
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { value: photo[name], count: 1 });
  }
  return [...found.values()];
}

/** The value all photos share; `undefined` when they differ. */
export function shared<N extends WordName>(
  photos: readonly Words[],
  name: N,
): Words[N] | undefined {
  const values = valuesOf(photos, name);
  return values.length === 1 ? values[0]?.value : undefined;
}

/** Whether a field says nothing yet. */
export function isEmpty(words: Words, name: WordName): boolean {
  const value = words[name];
  if (typeof value === "boolean") return !value;
  if (typeof value === "string" || Array.isArray(value)) return value.length === 0;
  return value.kind === "missing";
}

/**
 * The changes that bring back what was: photos with the same former words together, each with only
 * the fields that were changed.
 */
export function undoing(before: readonly PhotoWords[], changed: readonly WordName[]): PhotoPatch[] {
  const groups = new Map<string, PhotoPatch>();
  for (const photo of before) {
    const former = Object.fromEntries(changed.map((name) => [name, photo[name]]));
    const key = JSON.stringify(former);
    const group = groups.get(key);
    if (group) group.ids.push(photo.id);
    else groups.set(key, { ids: [photo.id], only_empty: false, ...former });
  }
  return [...groups.values()];
}
