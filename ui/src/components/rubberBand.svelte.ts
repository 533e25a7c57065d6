// A frame drawn with the pointer over something that scrolls. It scrolls by itself near the edges,
// faster the farther the pointer is beyond them. All lengths in CSS pixels.

import type { Area } from "./justifiedLayout";

/** So far the pointer may tremble before a press becomes a frame. */
const THRESHOLD = 4;
/** Near the edge the content begins to scroll. */
const EDGE = 32;
/** The farthest it scrolls in one frame of the screen. */
const FASTEST = 60;

interface Deeds {
  /** The frame has another size; in coordinates of the content. */
  move: (area: Area) => void;
  /** It ends: with a frame, with a press that drew none, or with Esc. */
  end: (how: "drawn" | "pressed" | "left") => void;
}

/** How far to scroll in one frame for a pointer at `y` between two edges; negative is up. */
export function scrollStep(y: number, top: number, bottom: number): number {
  const above = top + EDGE - y;
  const below = y - (bottom - EDGE);
  if (above > 0) return -Math.min(FASTEST, Math.ceil(above / 3));
  if (below > 0) return Math.min(FASTEST, Math.ceil(below / 3));
  return 0;
}

export class RubberBand {
  /** The frame while it is drawn, in coordinates of the content. */
  area = $state.raw<Area>();

  /** Draws from a press on; `scroller` scrolls, `content` is what moves in it. */
  follow(down: PointerEvent, scroller: HTMLElement, content: HTMLElement, deeds: Deeds): void {
    const place = (x: number, y: number) => {
      const { left, top } = content.getBoundingClientRect();
      return { x: x - left, y: y - top };
    };
    const from = place(down.clientX, down.clientY);
    let at = { x: down.clientX, y: down.clientY };
    let frame: number | undefined;
    const ended = new AbortController();
    const { signal } = ended;

    const draw = () => {
      const to = place(at.x, at.y);
      this.area = {
        left: Math.min(from.x, to.x),
        top: Math.min(from.y, to.y),
        right: Math.max(from.x, to.x),
        bottom: Math.max(from.y, to.y),
      };
      deeds.move(this.area);
    };
    const scroll = () => {
      const { top, bottom } = scroller.getBoundingClientRect();
      const step = scrollStep(at.y, top, bottom);
      frame = step === 0 ? undefined : requestAnimationFrame(scroll);
      if (step === 0) return;
      scroller.scrollTop += step;
      draw();
    };
    const move = (event: PointerEvent) => {
      at = { x: event.clientX, y: event.clientY };
      const far = Math.hypot(at.x - down.clientX, at.y - down.clientY);
      if (!this.area && far < THRESHOLD) return;
      draw();
      frame ??= requestAnimationFrame(scroll);
    };
    const end = (how: "drawn" | "left") => {
      ended.abort();
      if (frame !== undefined) cancelAnimationFrame(frame);
      const drawn = this.area !== undefined;
      this.area = undefined;
      deeds.end(drawn || how === "left" ? how : "pressed");
    };
    const leave = () => {
      end("left");
    };
    const up = () => {
      end("drawn");
    };
    window.addEventListener("pointermove", move, { signal });
    window.addEventListener("pointerup", up, { signal });
    onLeave(leave, signal);
  }
}

/** Calls `leave` when the user presses Esc, or the pointer goes elsewhere for good. */
function onLeave(leave: () => void, signal: AbortSignal): void {
  const keydown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
  window.addEventListener("pointercancel", leave, { signal });
  window.addEventListener("blur", leave, { signal });
  window.addEventListener("keydown", keydown, { signal, capture: true });
}
