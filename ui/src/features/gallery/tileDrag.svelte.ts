// Dragging chosen photos to another place in their album, or onto an album in the list. Pointer
// events, because native file drops switch the browser's own dragging off.

import { dropTarget } from "../../shell";

/** So far the pointer may tremble before a press becomes a drag, in CSS pixels. */
const THRESHOLD = 6;
/** Near the edge of the grid the list scrolls by itself. */
const SCROLL_EDGE = 48;
const SCROLL_STEP = 14;

interface Options {
  /** Whether photos may be put in order here. */
  ordered: () => boolean;
  reorder: (to: number) => void;
  addTo: (album: string) => void;
}

export class TileDrag {
  /** Pointer while dragging, CSS pixels from the window's corner. */
  at = $state.raw<{ x: number; y: number }>();
  /** The photos would be put before this one; -1 for nowhere. */
  before = $state(-1);
  #options: Options;
  #scrolling: ReturnType<typeof setInterval> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Follows a press. `onpress` is called when it ends without a drag. */
  follow(down: PointerEvent, onpress: () => void): void {
    if (down.button !== 0) return;
    const ended = new AbortController();
    const { signal } = ended;
    const move = (event: PointerEvent) => {
      const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
      if (!this.at && far < THRESHOLD) return;
      this.#over(event.clientX, event.clientY);
    };
    const up = () => {
      const dragged = this.at !== undefined;
      const { before } = this;
      const album = dropTarget.over;
      stop();
      if (!dragged) onpress();
      else if (album !== null) this.#options.addTo(album);
      else if (before >= 0) this.#options.reorder(before);
    };
    const stop = () => {
      ended.abort();
      this.#end();
    };
    const keydown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !this.at) return;
      event.preventDefault();
      event.stopPropagation();
      stop();
    };
    window.addEventListener("pointermove", move, { signal });
    window.addEventListener("pointerup", up, { signal });
    window.addEventListener("pointercancel", stop, { signal });
    window.addEventListener("blur", stop, { signal });
    window.addEventListener("keydown", keydown, { signal, capture: true });
  }

  #over(x: number, y: number): void {
    this.at = { x, y };
    const under = document.elementFromPoint(x, y);
    const album = under?.closest<HTMLElement>("[data-drop-album]")?.dataset["dropAlbum"];
    dropTarget.over = album ?? null;
    this.before = album === undefined && this.#options.ordered() ? placeAt(under, x) : -1;
    this.#scroll(under?.closest("[role=listbox]"), y);
  }

  #scroll(list: Element | null | undefined, y: number): void {
    clearInterval(this.#scrolling);
    this.#scrolling = undefined;
    if (!list) return;
    const { top, bottom } = list.getBoundingClientRect();
    const step = y < top + SCROLL_EDGE ? -SCROLL_STEP : y > bottom - SCROLL_EDGE ? SCROLL_STEP : 0;
    if (step === 0) return;
    this.#scrolling = setInterval(() => {
      list.scrollTop += step;
    }, 16);
  }

  #end(): void {
    clearInterval(this.#scrolling);
    this.#scrolling = undefined;
    this.at = undefined;
    this.before = -1;
    dropTarget.over = null;
  }
}

/** The photo before which a drop here would put something: this one, or the one after it. */
function placeAt(under: Element | null, x: number): number {
  const tile = under?.closest<HTMLElement>("[data-photo-index]");
  if (!tile) return -1;
  const { left, width } = tile.getBoundingClientRect();
  return Number(tile.dataset["photoIndex"]) + (x > left + width / 2 ? 1 : 0);
}
