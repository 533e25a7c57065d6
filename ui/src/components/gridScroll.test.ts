import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GridScroll } from "./gridScroll.svelte";
import { justify, rowOf, type JustifiedLayout } from "./justifiedLayout";

const OPTIONS = { width: 752, rowHeight: 126, gap: 6 };
let layout: JustifiedLayout;
let frames: FrameRequestCallback[];
let list: HTMLElement;

function ratios(count: number): Float32Array {
  return new Float32Array(count).fill(1.5);
}
function scrolling(): GridScroll {
  const scroll = new GridScroll(() => layout);
  scroll.height = 800;
  return scroll;
}

beforeEach(() => {
  layout = justify(ratios(100_000), OPTIONS);
  list = document.createElement("div");
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("what is drawn", () => {
  /** Rows that are drawn when they come into sight show their tiles a frame late. */
  it("reaches further ahead than behind", () => {
    const scroll = scrolling();
    scroll.moved(10_000);
    for (const callback of frames.splice(0)) callback(0);
    for (const callback of frames.splice(0)) callback(0);
    scroll.moved(10_100);
    const { drawn, sight } = scroll;
    expect(drawn.end - sight.end).toBeGreaterThan(sight.first - drawn.first);
    scroll.moved(10_000);
    const up = { above: scroll.sight.first - scroll.drawn.first };
    expect(up.above).toBeGreaterThan(scroll.drawn.end - scroll.sight.end);
  });

  /** Each notch of a slow wheel would draw a screen of tiles and drop it again: late frames. */
  it("stays as it is while the wheel rests", () => {
    vi.useFakeTimers();
    const scroll = scrolling();
    scroll.moved(500);
    const drawn = { ...scroll.drawn };
    vi.advanceTimersByTime(10_000);
    expect(scroll.drawn).toEqual(drawn);
  });

  /** Drawing three screens at once after a jump would make the frame of the jump late. */
  it("is little more than the sight right after a jump, and all of it two frames later", () => {
    const scroll = scrolling();
    scroll.moved(500_000);
    const hurried = scroll.drawn.end - scroll.drawn.first;
    expect(scroll.drawn.first).toBeLessThanOrEqual(scroll.sight.first);
    expect(scroll.drawn.end).toBeGreaterThanOrEqual(scroll.sight.end);
    for (const callback of frames.splice(0)) callback(0);
    for (const callback of frames.splice(0)) callback(0);
    expect(scroll.drawn.end - scroll.drawn.first).toBeGreaterThan(hurried + 6);
  });
});

describe("a list that has changed", () => {
  /** 500 photos that come in above must not push away what somebody is looking at. */
  it("keeps the photo at the upper edge where it stood", () => {
    const scroll = scrolling();
    list.scrollTop = 20_000;
    scroll.moved(20_000);
    const index = layout.firsts[scroll.sight.first] ?? -1;
    const before = (layout.tops[scroll.sight.first] ?? 0) - list.scrollTop;
    layout = justify(ratios(100_500), OPTIONS);
    scroll.settle(list, (at) => at + 500);
    const row = rowOf(layout, index + 500);
    expect((layout.tops[row] ?? 0) - list.scrollTop).toBeCloseTo(before, 0);
  });

  /** At the top one waits for what comes in. */
  it("stays at the very top", () => {
    const scroll = scrolling();
    scroll.settle(list, (at) => at);
    layout = justify(ratios(100_500), OPTIONS);
    scroll.settle(list, (at) => at + 500);
    expect(list.scrollTop).toBe(0);
  });
});
