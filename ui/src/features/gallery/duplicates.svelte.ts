// Near duplicates side by side: which to keep, group by group. Nothing goes on its own.

import { call } from "../../ipc/call";
import type { DuplicateGroup, DuplicatePhoto } from "../../ipc/generated";

/** What is compared; the largest value is the better one. */
export type Measure = "pixels" | "bytes";

export function measure({ width, height, bytes }: DuplicatePhoto, by: Measure): number {
  return by === "pixels" ? width * height : bytes;
}

/** Photos whose facts differ from the others are marked: the value of most is the usual one. */
export function differs(
  photos: readonly DuplicatePhoto[],
  one: DuplicatePhoto,
  fact: (photo: DuplicatePhoto) => string | number | null,
): boolean {
  return photos.some((other) => fact(other) !== fact(one));
}

/**
 * The one that would be kept without looking: published before used before unused, then the most
 * pixels, the most bytes, and the first.
 */
export function bestOf(photos: readonly DuplicatePhoto[]): string | undefined {
  const rank = (photo: DuplicatePhoto): readonly number[] => [
    isPublished(photo) ? 1 : 0,
    photo.row.uses > 0 ? 1 : 0,
    measure(photo, "pixels"),
    measure(photo, "bytes"),
  ];
  const better = (one: DuplicatePhoto, other: DuplicatePhoto): boolean => {
    const theirs = rank(other);
    for (const [at, value] of rank(one).entries()) {
      const difference = value - (theirs[at] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return false;
  };
  let best = photos[0];
  for (const photo of photos) if (best && better(photo, best)) best = photo;
  return best?.row.id;
}

/** Whether some page of the portal shows it. */
export function isPublished({ row }: DuplicatePhoto): boolean {
  return row.sync !== "new" && row.sync !== "taken_down";
}

/** What was done to a group. */
export interface Decided {
  count: number;
  undo: () => Promise<void>;
}

export class DuplicateReview {
  #groups = $state.raw<readonly DuplicateGroup[]>();
  #at = $state(0);
  #chosen = $state<string>();
  #busy = $state(false);

  /** `undefined` until they have arrived. */
  get groups(): readonly DuplicateGroup[] | undefined {
    return this.#groups;
  }
  get at(): number {
    return this.#at;
  }
  get group(): DuplicateGroup | undefined {
    return this.#groups?.[this.#at];
  }
  /** The photo that would be kept. */
  get chosen(): string | undefined {
    return this.#chosen ?? (this.group && bestOf(this.group.photos));
  }
  get busy(): boolean {
    return this.#busy;
  }

  async read(): Promise<void> {
    const { groups } = await call("duplicate_list", {});
    this.#groups = groups;
    this.#go(this.#at);
  }

  /** Chooses the photo to keep. */
  choose(id: string | undefined): void {
    if (this.group?.photos.some(({ row }) => row.id === id)) this.#chosen = id;
  }
  /** Goes to another group; stays at the ends. */
  step(by: number): void {
    this.#go(this.#at + by);
  }

  /** Puts all but the chosen photo into the bin. */
  keepChosen(): Promise<Decided | undefined> {
    const { group, chosen } = this;
    const ids = group?.photos.map(({ row }) => row.id).filter((id) => id !== chosen) ?? [];
    return this.#decide(ids, {
      deed: () => call("photo_trash", { ids }),
      undo: () => call("photo_restore", { ids }),
    });
  }

  /** Tells these photos apart for good: they are no duplicates. */
  dismiss(): Promise<Decided | undefined> {
    const ids = this.group?.photos.map(({ row }) => row.id) ?? [];
    return this.#decide(ids, {
      deed: () => call("duplicate_dismiss", { ids }),
      undo: () => call("duplicate_dismiss_undo", { ids }),
    });
  }

  async #decide(
    ids: readonly string[],
    { deed, undo }: Record<"deed" | "undo", () => Promise<unknown>>,
  ): Promise<Decided | undefined> {
    const { group } = this;
    if (!group || ids.length === 0 || this.#busy) return undefined;
    this.#busy = true;
    try {
      await deed();
      this.#groups = this.#groups?.filter((other) => other.id !== group.id);
      this.#go(this.#at);
      return {
        count: ids.length,
        undo: async () => {
          await undo();
          await this.read();
          this.#show(group.id);
        },
      };
    } finally {
      this.#busy = false;
    }
  }

  #show(id: string): void {
    const at = this.#groups?.findIndex((group) => group.id === id) ?? -1;
    if (at >= 0) this.#go(at);
  }
  #go(to: number): void {
    const last = (this.#groups?.length ?? 0) - 1;
    this.#at = Math.max(0, Math.min(to, last));
    this.#chosen = undefined;
  }
}
