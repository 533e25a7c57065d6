// Joining what is typed here with what was saved meanwhile by something else: an import that added
// photos, a step of the workflow, another window. Field by field; nothing is overwritten unseen.

import type { Article } from "../../ipc/generated";

/** Fields that only Rust sets; what it says always holds. */
const NOT_OURS = [
  "id",
  "status",
  "return_reason",
  "approver",
  "created_at",
] as const satisfies (keyof Article)[];

export interface Rebased {
  article: Article;
  /** Fields changed on both sides, in different ways. `article` holds what is typed here. */
  conflicts: (keyof Article)[];
}

export interface Versions {
  /** As it was saved when editing began. */
  base: Article;
  /** The same, as the editor writes it: what `mine` is compared with. */
  start: Article;
  /** As it is on screen. */
  mine: Article;
  /** As it is saved now. */
  fresh: Article;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Photos of both sides: mine in their order, then those that came on the other side. */
function joinedGallery({ base, mine, fresh }: Versions): string[] {
  const known = new Set(base.gallery);
  const kept = new Set(fresh.gallery);
  const stay = mine.gallery.filter((photo) => kept.has(photo) || !known.has(photo));
  const have = new Set(stay);
  return [...stay, ...fresh.gallery.filter((photo) => !known.has(photo) && !have.has(photo))];
}

/** Joins the two sides. Pure. */
export function rebase(versions: Versions): Rebased {
  const { base, start, mine, fresh } = versions;
  const article: Article = { ...mine };
  const conflicts: (keyof Article)[] = [];
  const take = <K extends keyof Article>(key: K) => {
    article[key] = fresh[key];
  };
  const ours = new Set<keyof Article>(NOT_OURS);
  // The stamp follows each save unless it was set by hand.
  if (!mine.updated_by_hand && !fresh.updated_by_hand) ours.add("updated_at");
  for (const key of Object.keys(fresh) as (keyof Article)[]) {
    const changedHere = !same(start[key], mine[key]);
    const changedThere = !same(base[key], fresh[key]);
    if (ours.has(key)) take(key);
    // What nobody changed stays as the editor writes it, which is not to the letter what was saved.
    else if (!changedThere) continue;
    else if (!changedHere) take(key);
    else if (key === "gallery") article.gallery = joinedGallery(versions);
    else if (!same(mine[key], fresh[key])) conflicts.push(key);
  }
  return { article, conflicts };
}
