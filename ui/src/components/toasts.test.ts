import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TOAST_LASTS_MS, Toasts } from "./toasts.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("toasts", () => {
  /** A toast that goes early takes the chance to undo along. */
  it("stay eight seconds", () => {
    const toasts = new Toasts();
    toasts.show({ text: "Đã chuyển 1 bài vào thùng rác" });
    vi.advanceTimersByTime(TOAST_LASTS_MS - 250);
    expect(toasts.list).toHaveLength(1);
    vi.advanceTimersByTime(250);
    expect(toasts.list).toHaveLength(0);
  });

  /** Whoever is reaching for "Hoàn tác" must not see it vanish under the pointer. */
  it("stand still while held, and go on afterwards", () => {
    const toasts = new Toasts();
    toasts.show({ text: "Đã xóa" });
    vi.advanceTimersByTime(5000);
    toasts.hold(true);
    vi.advanceTimersByTime(60_000);
    expect(toasts.list[0]?.secondsLeft).toBe(3);
    toasts.hold(false);
    vi.advanceTimersByTime(3000);
    expect(toasts.list).toHaveLength(0);
  });

  /** An undo that runs twice undoes something the user never saw. */
  it("run their action once", () => {
    const toasts = new Toasts();
    const run = vi.fn();
    const id = toasts.show({ text: "Đã xóa", action: { label: "Hoàn tác", run } });
    void toasts.act(id);
    void toasts.act(id);
    expect(run).toHaveBeenCalledOnce();
    expect(toasts.list).toHaveLength(0);
  });

  /** A toast taken away under the pointer must not hold those that come later for ever. */
  it("forget the hold when the last one is gone", () => {
    const toasts = new Toasts();
    toasts.hold(true);
    toasts.dismiss(toasts.show({ text: "Một" }));
    toasts.show({ text: "Hai" });
    vi.advanceTimersByTime(TOAST_LASTS_MS);
    expect(toasts.list).toHaveLength(0);
  });

  /** A burst of failures must not cover the window. */
  it("show the latest few", () => {
    const toasts = new Toasts();
    for (const text of ["1", "2", "3", "4"]) toasts.show({ text });
    expect(toasts.list.map(({ text }) => text)).toEqual(["2", "3", "4"]);
  });
});
