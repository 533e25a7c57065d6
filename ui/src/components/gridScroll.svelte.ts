// Where a grid stands and how much of it is drawn: more in the direction of the scrolling, and after
// a jump first what is in sight, so that the frame after it is not late.

import { rowOf, rowsInSight, type JustifiedLayout, type Overscan } from "./justifiedLayout";
import { scrollToShow, type Range } from "./virtualRange";

/** Screens drawn beyond the sight: ahead, behind, and right after a jump. */
const AHEAD = 1.25;
const BEHIND = 0.5;
const AFTER_JUMP = 0.1;

export class GridScroll {
  /** The height of what is in sight, in CSS pixels. */
  height = $state(0);
  #top = $state(0);
  #direction = $state(1);
  #jumped = $state(false);
  #frame: number | undefined;
  #anchor: { index: number; offset: number } | undefined;
  #layout: () => JustifiedLayout;

  constructor(layout: () => JustifiedLayout) {
    this.#layout = layout;
  }

  #overscan = $derived.by((): Overscan => {
    const { height } = this;
    if (this.#jumped) return { above: height * AFTER_JUMP, below: height * AFTER_JUMP };
    const down = this.#direction > 0;
    return { above: height * (down ? BEHIND : AHEAD), below: height * (down ? AHEAD : BEHIND) };
  });

  /** The rows that are drawn. */
  readonly drawn: Range = $derived.by(() =>
    rowsInSight(this.#layout(), { scrollTop: this.#top, height: this.height }, this.#overscan),
  );
  /** The rows in sight. */
  readonly sight: Range = $derived.by(() => {
    const viewport = { scrollTop: this.#top, height: this.height };
    return rowsInSight(this.#layout(), viewport, { above: 0, below: 0 });
  });

  /**
   * Where it was scrolled last: 1 is down, -1 is up. It stays so at rest, or each notch of a slow
   * wheel would draw and drop a screen of pictures.
   */
  get direction(): number {
    return this.#direction;
  }

  /** The list has been scrolled. */
  moved(to: number): void {
    const by = to - this.#top;
    if (by === 0) return;
    this.#direction = Math.sign(by);
    if (Math.abs(by) > this.height) this.#jump();
    this.#top = to;
    this.#remember();
  }

  /** Scrolls to a place. */
  to(list: HTMLElement, top: number): void {
    list.scrollTop = top;
    this.moved(list.scrollTop);
  }

  /** Scrolls as little as possible so that what lies between two heights is in sight. */
  reveal(list: HTMLElement, top: number, bottom: number): void {
    const viewport = { scrollTop: list.scrollTop, height: this.height };
    this.to(list, scrollToShow(viewport, top, bottom));
  }

  /** After a change of the layout: puts what was in sight back to where it stood. */
  settle(list: HTMLElement, movedTo: (index: number) => number): void {
    const layout = this.#layout();
    const anchor = this.#anchor;
    if (anchor) {
      const row = rowOf(layout, Math.max(0, movedTo(anchor.index)));
      const top = (layout.tops[row] ?? 0) + anchor.offset * (layout.heights[row] ?? 0);
      if (Math.abs(top - list.scrollTop) > 1) list.scrollTop = top;
    }
    this.#top = list.scrollTop;
    this.#remember();
  }

  /** Stops everything that is still to come. */
  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
  }

  #jump(): void {
    this.#jumped = true;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = undefined;
        this.#jumped = false;
      });
    });
  }

  /** Remembers what stands at the upper edge; at the very top new pictures may push it down. */
  #remember(): void {
    const layout = this.#layout();
    if (this.#top <= 0 || layout.rows === 0) {
      this.#anchor = undefined;
      return;
    }
    const row = rowsInSight(
      layout,
      { scrollTop: this.#top, height: this.height },
      { above: 0, below: 0 },
    ).first;
    const height = layout.heights[row] ?? 1;
    this.#anchor = {
      index: layout.firsts[row] ?? 0,
      offset: (this.#top - (layout.tops[row] ?? 0)) / height,
    };
  }
}
