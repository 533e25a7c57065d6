// The list, what is chosen in it and what is shown of it, kept while the user is elsewhere in the
// window: whoever comes back from writing finds the list as it was left.

import { session } from "../../shell";
import { ArticleDeeds } from "./articleDeeds.svelte";
import { ArticleDetail } from "./articleDetail.svelte";
import { ArticleListing } from "./articleListing.svelte";
import { ArticleSelection } from "./articleSelection.svelte";
import { orderOf } from "./listFilter";

export const SORT_PANE = "articles.sort";
export const COMPACT_PANE = "articles.compact";
export const INSPECTOR_PANE = "articles.inspector";

export class ArticleRoom {
  readonly listing: ArticleListing;
  readonly selection: ArticleSelection;
  readonly detail = new ArticleDetail();
  readonly deeds: ArticleDeeds;
  /** What the scroll bar of the list takes, in CSS pixels. */
  gutter = $state(0);
  /** Where the list stood, in CSS pixels. */
  scrollTop = 0;
  /** The turn of the list that was shown last. */
  turn = 0;

  constructor() {
    this.listing = new ArticleListing(orderOf(session.paneWidth(SORT_PANE)));
    this.selection = new ArticleSelection(this.listing);
    this.deeds = new ArticleDeeds({
      forget: (ids) => {
        this.selection.forget(ids);
      },
      get: (id) => this.detail.get(id),
    });
  }
}

let kept: { path: string; room: ArticleRoom } | undefined;

/** The room of the open library. */
export function articleRoom(): ArticleRoom {
  const path = session.state?.library?.path ?? "";
  if (kept?.path !== path) kept = { path, room: new ArticleRoom() };
  return kept.room;
}
