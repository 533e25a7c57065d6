// What photos say, and how several values are told in one field. Pure.

import type { AltText, PhotoWordsSummary, Values } from "../../ipc/generated";

/** What the caption panel changes. */
export interface Words {
  caption: string;
  alt: AltText;
  credit: string;
  copyright: string;
  place: string;
  event: string;
  keywords: string[];
  people: string[];
  shows_children: boolean;
  consent: boolean;
}
export type WordName = keyof Words;

/** The fields that are plain texts. */
export type TextName = "caption" | "credit" | "copyright" | "place" | "event";

/** What all chosen photos say in one field. */
export function valuesOf<N extends WordName>(
  summary: PhotoWordsSummary,
  name: N,
): Values<Words[N]> {
  return summary[name] as unknown as Values<Words[N]>;
}

/** Whether a value says nothing yet. */
export function isEmpty(value: Words[WordName]): boolean {
  if (typeof value === "boolean") return !value;
  if (typeof value === "string" || Array.isArray(value)) return value.length === 0;
  return value.kind === "missing";
}

/** The summary once these values are written into all its photos. */
export function written(summary: PhotoWordsSummary, entered: Partial<Words>): PhotoWordsSummary {
  const changed = Object.entries(entered).map(([name, value]) => {
    const empty = isEmpty(value) ? summary.count : 0;
    return [name, { kinds: 1, empty, value, top: [{ value, count: summary.count }] }];
  });
  return { ...summary, ...(Object.fromEntries(changed) as Partial<PhotoWordsSummary>) };
}

/** The words of an alt text. */
export function altWords(alt: AltText | undefined): string {
  return alt?.kind === "text" ? alt.text : "";
}

/** What is put in for each photo: variables, as the notation of captions writes them. */
export const VARIABLES = [
  "date",
  "time",
  "place",
  "photographer",
  "event",
  "file",
  "camera",
] as const;
export type Variable = (typeof VARIABLES)[number];

const CODED = /\{[\p{L}\p{N}_]+\}|=[\p{L}\p{N}_-]+(?:\.(?:name|title))?=/u;

/** Whether a text may hold variables (`{date}`) or codes of the book of officials (`=bt=`). */
export function isCoded(text: string): boolean {
  return CODED.test(text);
}

/** The entered texts that may hold variables or codes. */
export function codedOf(entered: Partial<Words>): Partial<Words> {
  const coded = Object.entries(entered).filter(([, value]) => {
    if (typeof value === "string") return isCoded(value);
    return !Array.isArray(value) && typeof value === "object" && isCoded(altWords(value));
  });
  return Object.fromEntries(coded);
}

/** A text cut where something unknown stands, so that it can be marked. */
export function pieces(
  text: string,
  unknown: readonly string[],
): readonly { text: string; unknown: boolean }[] {
  let parts = [{ text, unknown: false }];
  for (const sign of unknown) {
    if (sign === "") continue;
    parts = parts.flatMap((part) =>
      part.unknown
        ? [part]
        : part.text
            .split(sign)
            .flatMap((known, at) => [
              ...(at > 0 ? [{ text: sign, unknown: true }] : []),
              { text: known, unknown: false },
            ]),
    );
  }
  return parts.filter((part) => part.text !== "");
}
