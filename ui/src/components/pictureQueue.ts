// Pictures on their way to the screen: those in sight first, a few at a time, shown only once they
// are decoded. Those scrolled past before their turn came are not fetched at all, and those seen a
// moment ago are kept, so that scrolling back shows them at once.

/** Fetches and decodes a picture. */
export type LoadPicture = (url: string) => Promise<HTMLImageElement>;

interface Wish {
  url: string;
  /** The smaller, the sooner; asked anew each time a place becomes free. */
  rank: () => number;
  ready: (image: HTMLImageElement) => void;
  failed: () => void;
}

interface Options {
  /** How many are fetched at the same time. */
  atOnce?: number;
  /** How many of those not on screen are kept. */
  kept?: number;
  load?: LoadPicture;
}

async function loadPicture(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.draggable = false;
  image.src = url;
  await image.decode();
  return image;
}

export class PictureQueue {
  #waiting = new Set<Wish>();
  #kept = new Map<string, HTMLImageElement>();
  #running = 0;
  #atOnce: number;
  #keptAtMost: number;
  #load: LoadPicture;

  constructor({ atOnce = 6, kept = 160, load = loadPicture }: Options = {}) {
    this.#atOnce = atOnce;
    this.#keptAtMost = kept;
    this.#load = load;
  }

  /** Takes a picture that was given back; nobody else has it then. */
  take(url: string): HTMLImageElement | undefined {
    const image = this.#kept.get(url);
    this.#kept.delete(url);
    return image;
  }

  /** Keeps a picture that is no longer shown; the one unused for the longest time goes. */
  giveBack(url: string, image: HTMLImageElement): void {
    this.#kept.delete(url);
    this.#kept.set(url, image);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#keptAtMost) break;
      this.#kept.delete(oldest);
    }
  }

  /** Asks for a picture; returns the way to want it no more. */
  ask(wish: Wish): () => void {
    this.#waiting.add(wish);
    // Whoever else asks in this turn is heard before the first is served.
    queueMicrotask(() => {
      this.#serve();
    });
    return () => this.#waiting.delete(wish);
  }

  #serve(): void {
    while (this.#running < this.#atOnce) {
      const next = this.#first();
      if (!next) return;
      this.#waiting.delete(next);
      this.#running += 1;
      void this.#fetch(next);
    }
  }

  async #fetch(wish: Wish): Promise<void> {
    try {
      wish.ready(await this.#load(wish.url));
    } catch {
      wish.failed();
    } finally {
      this.#running -= 1;
      this.#serve();
    }
  }

  #first(): Wish | undefined {
    let first: Wish | undefined;
    let best = Infinity;
    for (const wish of this.#waiting) {
      const rank = wish.rank();
      if (rank >= best) continue;
      first = wish;
      best = rank;
    }
    return first;
  }
}

/** A place on screen that shows one picture after the other: the former stays until the next is decoded. */
export class PictureSlot {
  #queue: PictureQueue;
  #shown: { url: string; image: HTMLImageElement } | undefined;
  #forget: (() => void) | undefined;
  #url = "";

  constructor(queue: PictureQueue) {
    this.#queue = queue;
  }

  /** Shows a picture in `holder`; `failed` is told when it cannot be shown. */
  show(holder: Element, url: string, rank: () => number, failed: () => void): void {
    if (url === this.#url) return;
    this.#url = url;
    this.#forget?.();
    const put = (image: HTMLImageElement) => {
      if (this.#url !== url) {
        this.#queue.giveBack(url, image);
        return;
      }
      this.#return();
      this.#shown = { url, image };
      holder.replaceChildren(image);
    };
    const kept = this.#queue.take(url);
    if (kept) {
      put(kept);
      return;
    }
    this.#forget = this.#queue.ask({
      url,
      rank,
      ready: put,
      failed: () => {
        if (this.#url === url) failed();
      },
    });
  }

  /** The picture on screen. */
  get image(): HTMLImageElement | undefined {
    return this.#shown?.image;
  }

  /** Nothing is shown any more. */
  close(): void {
    this.#url = "";
    this.#forget?.();
    this.#return();
  }

  #return(): void {
    if (this.#shown) this.#queue.giveBack(this.#shown.url, this.#shown.image);
    this.#shown = undefined;
  }
}
