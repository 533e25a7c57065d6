// "Kiểm tra" as single things to do: one card for each problem of each photo, with the fix that can
// be made at one press. Rust decides what passes; this only spreads it out.

import type { Article, Check, CheckSubject, PhotoRow } from "../../../ipc/generated";

type PhotoSubject = "alt_text" | "credit" | "consent" | "gps";
const PHOTO_SUBJECTS: readonly CheckSubject[] = ["alt_text", "credit", "consent", "gps"];

export type CheckItem = {
  /** Same subject, same photo: same key. */
  key: string;
  severity: "error" | "reminder";
  /** What one press can fill in without a question; `undefined` when somebody must think. */
  proposal?: string | undefined;
} & (
  | { subject: Exclude<CheckSubject, PhotoSubject> }
  | { subject: PhotoSubject; photo: string; index: number }
);

export interface CheckContext {
  article: Article;
  /** All photos of the article in reading order: those of the text, then its gallery. */
  photos: readonly string[];
  find: (id: string) => PhotoRow | undefined;
  /** Who works here. */
  person: string;
}

function isPhotoSubject(subject: CheckSubject): subject is PhotoSubject {
  return PHOTO_SUBJECTS.includes(subject);
}

/** Who took most of the other photos of the article. */
export function usualCredit(photos: readonly (PhotoRow | undefined)[]): string | undefined {
  const counts = new Map<string, number>();
  for (const row of photos) {
    if (row?.credit) counts.set(row.credit, (counts.get(row.credit) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function photoProposal(subject: PhotoSubject, id: string, context: CheckContext) {
  const row = context.find(id);
  if (subject === "alt_text") return row?.caption || undefined;
  if (subject === "credit") return usualCredit(context.photos.map(context.find));
  return undefined;
}

/** What is left to do, errors first. */
export function checkItems(checks: readonly Check[], context: CheckContext): CheckItem[] {
  const items = checks.flatMap(({ subject, problem, photos }): CheckItem[] => {
    if (problem === null) return [];
    if (!isPhotoSubject(subject)) {
      const proposal = subject === "poster" ? context.person || undefined : undefined;
      return [{ key: subject, subject, severity: problem, proposal }];
    }
    return photos.map((photo) => ({
      key: `${subject} ${photo}`,
      subject,
      severity: problem,
      photo,
      index: context.photos.indexOf(photo) + 1,
      proposal: photoProposal(subject, photo, context),
    }));
  });
  return [
    ...items.filter(({ severity }) => severity === "error"),
    ...items.filter(({ severity }) => severity === "reminder"),
  ];
}

/** What was looked at and found in order. */
export function passedSubjects(checks: readonly Check[]): CheckSubject[] {
  return checks.filter(({ problem }) => problem === null).map(({ subject }) => subject);
}
