import { afterEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { AppEvent, StatisticsView } from "../../ipc/generated";
import { dayMonth, daysOf, gridLines } from "./barScale";
import { Statistics } from "./statistics.svelte";

afterEach(() => {
  setTransport(undefined);
});

describe("the bar chart", () => {
  /** A bar that reaches over the topmost line cannot be read. */
  it("has whole, even steps that reach the largest day", () => {
    expect(gridLines(921)).toEqual([0, 250, 500, 750, 1000]);
    for (const largest of [0, 1, 3, 7, 19, 99, 101, 4192, 119_909]) {
      const lines = gridLines(largest);
      expect(lines.at(-1)).toBeGreaterThanOrEqual(Math.max(1, largest));
      expect(lines.length).toBeLessThanOrEqual(6);
      expect(lines.every(Number.isInteger)).toBe(true);
    }
  });

  /** A running day drawn like a finished one looks like a collapse of readers. */
  it("knows the unfinished day, the month before and the weekday", () => {
    const days = daysOf(
      [
        { day: "2022-06-30", visits: 30 },
        { day: "2022-07-14", visits: 31 },
        { day: "2022-07-15", visits: 19 },
      ],
      "2022-07-15",
    );
    expect(days.map(({ before }) => before)).toEqual([true, false, false]);
    expect(days.map(({ unfinished }) => unfinished)).toEqual([false, false, true]);
    expect(days[1]?.weekday).toBe(4);
    expect(days.map(dayMonth)).toEqual(["30/06", "14/07", "15/07"]);
  });
});

describe("the statistics", () => {
  const figures = (total: number): StatisticsView => ({
    visits: { today: 19, yesterday: 31, this_month: 4192, this_year: 4621, total },
    days: [],
    top: [],
    at: "2022-07-15T05:38:00Z",
    failure: null,
  });

  /** Without the portal the figures known last are better than none. */
  it("keeps the stored figures when the portal does not answer, and follows news", async () => {
    let send: (event: AppEvent) => void = () => undefined;
    let stored = figures(119_909);
    setTransport({
      call: (name) =>
        name === "statistics_get"
          ? Promise.resolve(stored)
          : Promise.reject(
              Object.assign(new Error("down"), { code: "portal_unavailable", fields: {} }),
            ),
      listen: (handler) => {
        send = handler;
        return () => undefined;
      },
      photoRoot: () => "",
    });
    const statistics = new Statistics();
    const stop = statistics.start(true);
    await vi.waitFor(() => {
      expect(statistics.failure?.code).toBe("portal_unavailable");
    });
    expect(statistics.view?.visits?.total).toBe(119_909);
    expect(statistics.refreshing).toBe(false);

    stored = figures(119_910);
    send({ type: "statistics_changed" });
    await vi.waitFor(() => {
      expect(statistics.view?.visits?.total).toBe(119_910);
    });
    stop();
  });
});
