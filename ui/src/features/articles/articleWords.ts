// How facts of an article are put into words.

import { formatCount, t } from "../../i18n";
import type { ArticleRow, ArticleView, Check, SyncState } from "../../ipc/generated";

/** The mark for a state; what was taken down is drawn as removed. */
export function dotOf(sync: SyncState): Exclude<SyncState, "taken_down"> | "removed" {
  return sync === "taken_down" ? "removed" : sync;
}

/** "Tác giả: PYP", "Đăng: …", or both in one when they are the same person. */
export function peopleOf({ byline, poster }: Pick<ArticleRow, "byline" | "poster">): string[] {
  const words = t().articles;
  if (byline !== "" && byline === poster) return [words.authorAndPoster(byline)];
  return [
    ...(byline === "" ? [] : [words.author(byline)]),
    ...(poster === "" ? [] : [words.poster(poster)]),
  ];
}

/** The sentence for a check that failed: names the photo by its place, or says how many. */
export function checkText({ subject, photos }: Check, { photos: all }: ArticleView): string {
  const words = t().articles;
  const place = all.findIndex(({ id }) => id === photos[0]) + 1;
  const which =
    photos.length === 1 && place > 0
      ? words.photo(formatCount(place))
      : words.photos(formatCount(photos.length));
  return words.checks[subject](which);
}

/** An address without scheme and closing slash, as people say it: "baophuyen.vn". */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}
