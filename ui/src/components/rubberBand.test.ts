import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Area } from "./justifiedLayout";
import { RubberBand, scrollStep } from "./rubberBand.svelte";

let scroller: HTMLElement;
let content: HTMLElement;
let frames: FrameRequestCallback[];
const move = vi.fn<(area: Area) => void>();
const end = vi.fn<(how: string) => void>();

function pointer(type: string, x: number, y: number): PointerEvent {
  return new MouseEvent(type, { clientX: x, clientY: y }) as PointerEvent;
}
function press(x: number, y: number): RubberBand {
  const band = new RubberBand();
  band.follow(pointer("pointerdown", x, y), scroller, content, { move, end });
  return band;
}
function frame(): void {
  for (const callback of frames.splice(0)) callback(0);
}

beforeEach(() => {
  move.mockClear();
  end.mockClear();
  frames = [];
  scroller = document.createElement("div");
  content = document.createElement("div");
  scroller.append(content);
  scroller.getBoundingClientRect = () => new DOMRect(100, 100, 800, 600);
  // The content moves up as the scroller scrolls.
  content.getBoundingClientRect = () => new DOMRect(100, 100 - scroller.scrollTop, 800, 9000);
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a frame", () => {
  /** A frame measured on the screen would let go of what was scrolled out of sight. */
  it("grows with what scrolls below it while the pointer rests at the edge", () => {
    const band = press(200, 300);
    window.dispatchEvent(pointer("pointermove", 400, 690));
    expect(band.area).toEqual({ left: 100, top: 200, right: 300, bottom: 590 });
    frame();
    frame();
    expect(scroller.scrollTop).toBeGreaterThan(0);
    expect(band.area).toEqual({
      left: 100,
      top: 200,
      right: 300,
      bottom: 590 + scroller.scrollTop,
    });
    window.dispatchEvent(pointer("pointerup", 400, 690));
    expect(end).toHaveBeenCalledExactlyOnceWith("drawn");
    expect(frames).toHaveLength(0);
    expect(band.area).toBeUndefined();
  });

  /** A hand that trembles on a press must not lose what was chosen. */
  it("is none when the pointer hardly moved", () => {
    press(200, 300);
    window.dispatchEvent(pointer("pointermove", 201, 302));
    window.dispatchEvent(pointer("pointerup", 201, 302));
    expect(move).not.toHaveBeenCalled();
    expect(end).toHaveBeenCalledExactlyOnceWith("pressed");
  });

  it("is left with Esc, which does nothing else then", () => {
    press(200, 300);
    window.dispatchEvent(pointer("pointermove", 300, 400));
    const escape = new KeyboardEvent("keydown", { key: "Escape", cancelable: true });
    window.dispatchEvent(escape);
    expect(escape.defaultPrevented).toBe(true);
    expect(end).toHaveBeenCalledExactlyOnceWith("left");
    window.dispatchEvent(pointer("pointermove", 500, 500));
    expect(move).toHaveBeenCalledOnce();
  });
});

describe("scrolling at the edges", () => {
  it("begins near them and is faster beyond them, up to a limit", () => {
    expect(scrollStep(400, 100, 700)).toBe(0);
    expect(scrollStep(690, 100, 700)).toBeGreaterThan(0);
    expect(scrollStep(760, 100, 700)).toBeGreaterThan(scrollStep(690, 100, 700));
    expect(scrollStep(9000, 100, 700)).toBe(60);
    expect(scrollStep(90, 100, 700)).toBeLessThan(0);
  });
});
