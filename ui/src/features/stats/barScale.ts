// The arithmetic of the bar chart.

import type { DayVisits } from "../../ipc/generated";

/** Steps that read well on an axis. */
const NICE = [1, 2, 2.5, 5, 10];
const LINES = 4;

/** Values of the lines across the chart, from 0 up; whole numbers, the last at least `largest`. */
export function gridLines(largest: number): number[] {
  const rough = Math.max(1, largest / LINES);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.ceil((NICE.find((nice) => nice * power >= rough) ?? 10) * power);
  const count = Math.max(1, Math.ceil(largest / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** A day as the chart shows it. */
export interface Day {
  /** Day of the month, month from 1, year, weekday from 0 (Sunday). */
  date: number;
  month: number;
  year: number;
  weekday: number;
  visits: number;
  /** Belongs to the month before the last day's. */
  before: boolean;
  /** The last day, which is not over yet. */
  unfinished: boolean;
}

/** `today` is the current day in the office's zone as `YYYY-MM-DD`. */
export function daysOf(days: readonly DayVisits[], today: string): Day[] {
  const last = days.at(-1)?.day ?? "";
  return days.map(({ day, visits }) => {
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
    const before = day.slice(0, 7) !== last.slice(0, 7);
    return { date, month, year, weekday, visits, before, unfinished: day === today };
  });
}

/** `06/07` */
export function dayMonth({ date, month }: Pick<Day, "date" | "month">): string {
  return `${String(date).padStart(2, "0")}/${String(month).padStart(2, "0")}`;
}
