// How large a picture is shown and which part of it. One zoom can serve several pictures side by
// side: they then show the same part at the same size. Lengths in CSS pixels unless said otherwise.

export interface Size {
  width: number;
  height: number;
}
export interface Point {
  x: number;
  y: number;
}
/** Where a picture lies in its view. */
export interface Place extends Size {
  left: number;
  top: number;
  /** CSS pixels a pixel of the picture. */
  scale: number;
}

/** The closest look, in pixels of the screen a pixel of the picture. */
const CLOSEST = 8;
/** What a step of the keyboard enlarges by. */
export const STEP = 1.5;
/** What a step of the wheel enlarges by. */
const WHEEL = 1.2;
const MIDDLE: Point = { x: 0.5, y: 0.5 };

/** The scale at which a picture is seen as a whole; it is never enlarged for it. */
export function fitScale(view: Size, picture: Size, actual: number): number {
  const width = view.width / picture.width;
  return Math.min(width, view.height / picture.height, actual);
}

/** The start of a length in a view, so that no empty edge is shown where the length would fill it. */
function start(view: number, length: number, middle: number): number {
  if (length <= view) return (view - length) / 2;
  return Math.max(view - length, Math.min(0, view / 2 - middle * length));
}

export class Zoom {
  /** CSS pixels a pixel of the picture; `null` shows the whole picture. */
  #scale = $state<number | null>(null);
  /** The point of the picture in the middle of the view, in fractions of its sides. */
  #middle = $state.raw<Point>(MIDDLE);
  #actual: () => number;

  /** `actual` is how many CSS pixels one pixel of the screen has. */
  constructor(actual: () => number = () => 1 / (window.devicePixelRatio || 1)) {
    this.#actual = actual;
  }

  /** Whether the picture is shown as a whole. */
  get fits(): boolean {
    return this.#scale === null;
  }

  /** Where a picture lies in a view. */
  place(view: Size, picture: Size): Place {
    const fit = fitScale(view, picture, this.#actual());
    const scale = Math.max(fit, this.#scale ?? fit);
    const width = picture.width * scale;
    const height = picture.height * scale;
    return {
      left: start(view.width, width, this.#middle.x),
      top: start(view.height, height, this.#middle.y),
      width,
      height,
      scale,
    };
  }

  /** How large the picture is: 100 is one pixel of the picture a pixel of the screen. */
  percent(view: Size, picture: Size): number {
    return Math.round((this.place(view, picture).scale / this.#actual()) * 100);
  }

  /** Shows the whole picture. */
  fit(): void {
    this.#scale = null;
    this.#middle = MIDDLE;
  }

  /** From the whole picture to its actual size and back; `at` stays where it is. */
  toggle(view: Size, picture: Size, at?: Point): void {
    if (this.fits) this.#to(this.#actual(), view, picture, at);
    else this.fit();
  }

  /** Enlarges or shrinks by a factor; `at` stays where it is. */
  by(factor: number, view: Size, picture: Size, at?: Point): void {
    this.#to(this.place(view, picture).scale * factor, view, picture, at);
  }

  /** A turn of the wheel. */
  wheel(delta: number, view: Size, picture: Size, at: Point): void {
    if (delta !== 0) this.by(delta < 0 ? WHEEL : 1 / WHEEL, view, picture, at);
  }

  /** Moves the picture. */
  pan(right: number, down: number, view: Size, picture: Size): void {
    const { left, top, width, height } = this.place(view, picture);
    this.#middle = {
      x:
        (view.width / 2 - start(view.width, width, (view.width / 2 - left - right) / width)) /
        width,
      y:
        (view.height / 2 - start(view.height, height, (view.height / 2 - top - down) / height)) /
        height,
    };
  }

  #to(wanted: number, view: Size, picture: Size, at?: Point): void {
    const actual = this.#actual();
    const now = this.place(view, picture);
    const scale = Math.min(CLOSEST * actual, wanted);
    // A picture smaller than the view is seen as a whole at its actual size.
    if (scale <= fitScale(view, picture, actual) * 1.001) {
      this.fit();
      return;
    }
    const point = at ?? { x: view.width / 2, y: view.height / 2 };
    const within = (value: number) => Math.max(0, Math.min(1, value));
    const across = within((point.x - now.left) / now.width);
    const down = within((point.y - now.top) / now.height);
    const width = picture.width * scale;
    const height = picture.height * scale;
    this.#scale = scale;
    this.#middle = {
      x: (view.width / 2 - (point.x - across * width)) / width,
      y: (view.height / 2 - (point.y - down * height)) / height,
    };
    this.pan(0, 0, view, picture);
  }
}
