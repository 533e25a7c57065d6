// Large pictures, decoded before they are shown: the photos beside the one on screen are ready when
// their turn comes, and a small picture stands in until the large one is there.

import { photoUrl, type PhotoSize } from "../../../ipc/call";
import type { PhotoRow } from "../../../ipc/generated";

type Load = (url: string) => Promise<HTMLImageElement>;
/** A picture of a photo, and how sharp it is. */
export interface Shown {
  row: PhotoRow;
  image: HTMLImageElement;
  sharpness: number;
}

/** From what is there at once to what takes longest. */
const SIZES: readonly PhotoSize[] = ["thumb", "large", "original"];
const LARGE = 1;
const ORIGINAL = 2;
/** Large pictures kept decoded; about 7 MB each. */
const KEPT = 12;
/** Pictures at their full size kept decoded; about 100 MB each. */
const KEPT_ORIGINALS = 2;

async function decoded(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.draggable = false;
  image.alt = "";
  image.src = url;
  await image.decode();
  return image;
}

interface Known {
  sharpness: number;
  image?: HTMLImageElement;
  arriving: Promise<HTMLImageElement>;
}

export class StagePictures {
  #known = new Map<string, Known>();
  #load: Load;

  constructor(load: Load = decoded) {
    this.#load = load;
  }

  /** A picture that is decoded. */
  ready(url: string): HTMLImageElement | undefined {
    return this.#known.get(url)?.image;
  }

  /** A picture, as soon as it is decoded. */
  get(url: string, sharpness: number): Promise<HTMLImageElement> {
    const known = this.#known.get(url);
    if (known) {
      // Asked for again: the last to go.
      this.#known.delete(url);
      this.#known.set(url, known);
      return known.arriving;
    }
    const entry: Known = { sharpness, arriving: this.#load(url) };
    entry.arriving.then(
      (image) => (entry.image = image),
      () => this.#known.delete(url),
    );
    this.#known.set(url, entry);
    this.#forget(sharpness);
    return entry.arriving;
  }

  /** Fetches what will be looked at next. */
  prepare(rows: readonly PhotoRow[]): void {
    for (const row of rows) {
      // Whoever looks at it is told when it cannot be shown.
      this.get(urlOf(row, LARGE), LARGE).catch(() => undefined);
    }
  }

  #forget(sharpness: number): void {
    const alike = [...this.#known].filter(([, known]) => known.sharpness === sharpness);
    const most = sharpness === ORIGINAL ? KEPT_ORIGINALS : KEPT;
    for (const [url] of alike.slice(0, Math.max(0, alike.length - most))) this.#known.delete(url);
  }
}

function urlOf({ id, version }: PhotoRow, sharpness: number): string {
  return photoUrl(id, SIZES[sharpness] ?? "large", version);
}

/** A place where one photo is shown after the other, each as sharp as it is there. */
export class Stage {
  /** What is on screen: the photo before, until something of the next is there. */
  shown = $state.raw<Shown>();
  /** The photo cannot be opened. */
  broken = $state(false);
  #pictures: StagePictures;
  #wanted = "";

  constructor(pictures: StagePictures) {
    this.#pictures = pictures;
  }

  /** Shows a photo; `full` asks for every pixel of it. */
  show(row: PhotoRow, full: boolean): void {
    const key = urlOf(row, LARGE);
    if (key !== this.#wanted) {
      this.#wanted = key;
      this.broken = false;
    }
    const sharp = this.#pictures.ready(key) !== undefined;
    for (
      let sharpness = sharp ? LARGE : 0;
      sharpness <= (full ? ORIGINAL : LARGE);
      sharpness += 1
    ) {
      const url = urlOf(row, sharpness);
      const ready = this.#pictures.ready(url);
      if (ready) {
        this.#offer(key, { row, image: ready, sharpness });
        continue;
      }
      this.#pictures.get(url, sharpness).then(
        (image) => {
          this.#offer(key, { row, image, sharpness });
        },
        () => {
          if (key === this.#wanted && sharpness === LARGE) this.broken = true;
        },
      );
    }
  }

  #offer(key: string, offered: Shown): void {
    if (key !== this.#wanted) return;
    const { shown } = this;
    const same = shown && urlOf(shown.row, LARGE) === key;
    if (same && shown.sharpness >= offered.sharpness) return;
    this.shown = offered;
  }
}
