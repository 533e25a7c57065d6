// What of the library the list shows, and in what order.

import type { ArticleFilter, ArticleSort, Status } from "../../ipc/generated";

/** A part of the library: one status, all of them, or the bin. */
export type Shelf = Status | "all" | "trashed";

/** The shelves beside each other in the filter; the others are a menu away. */
export const MAIN_SHELVES = [
  "all",
  "draft",
  "in_review",
  "approved",
  "published",
  "taken_down",
] as const satisfies Shelf[];
export const SIDE_SHELVES = ["archived", "trashed"] as const satisfies Shelf[];

/** An order of the list. */
export interface Order {
  sort: ArticleSort;
  descending: boolean;
}

export const SORTS = ["updated", "title", "views"] as const satisfies ArticleSort[];

/** The order in which a list is most often wanted: newest, from A, most read, best. */
export function usualOrder(sort: ArticleSort): Order {
  return { sort, descending: sort !== "title" };
}

/** An order as the number under which it is remembered; 0 is the usual one of all. */
export function orderCode({ sort, descending }: Order): number {
  const at = SORTS.findIndex((known) => known === sort);
  return Math.max(0, at) * 2 + (descending === usualOrder(sort).descending ? 0 : 1);
}

/** The order remembered under a number; whatever else was remembered gives the usual one. */
export function orderOf(code: number | undefined): Order {
  const usual = usualOrder(SORTS[Math.floor((code ?? 0) / 2)] ?? "updated");
  return (code ?? 0) % 2 === 1 ? { ...usual, descending: !usual.descending } : usual;
}

/** The request for a shelf, a search text and an order. */
export function filterOf(shelf: Shelf, query: string, order: Order): ArticleFilter {
  return {
    status: shelf === "all" || shelf === "trashed" ? null : shelf,
    category: null,
    query,
    trashed: shelf === "trashed",
    ...order,
  };
}
