// Numbers, sizes, times and durations as Vietnamese offices write them, in every language of the
// interface: "119.909", "8,2 MB", "14:40:02 - 15/07/2022".

import { language } from "./language.svelte";

/** Articles carry the office's time, wherever the computer stands. */
const ZONE = "Asia/Ho_Chi_Minh";

const COUNT = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const ONE_DECIMAL = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** A moment: a `Date`, milliseconds since 1970, or RFC 3339 text as Rust sends it. */
export type Moment = Date | number | string;

/** `119.909` */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** `1,5`: at most one decimal place. */
export function formatDecimal(value: number): string {
  return ONE_DECIMAL.format(value);
}

/** `8,2 MB`, from bytes; decimal units, as file managers show them. */
export function formatSize(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  // 999,95 would be rounded to "1.000 KB": it belongs to the next unit.
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const number = unit === 0 || value >= 100 ? COUNT.format(value) : ONE_DECIMAL.format(value);
  return `${number} ${units[unit] ?? ""}`;
}

function parts(moment: Moment): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { type, value } of PARTS.formatToParts(new Date(moment))) found[type] = value;
  return found;
}

/** `15/07/2022`, in the office's time zone. */
export function formatDate(moment: Moment): string {
  const { day, month, year } = parts(moment);
  return `${day}/${month}/${year}`;
}

const WEEKDAYS = {
  vi: new Intl.DateTimeFormat("vi-VN", { timeZone: ZONE, weekday: "long" }),
  en: new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "long" }),
} as const;

/** `Thứ Sáu, 15/07/2022` */
export function formatDayLong(moment: Moment): string {
  return `${WEEKDAYS[language()].format(new Date(moment))}, ${formatDate(moment)}`;
}

/** `14:40`, for lists and the clock. */
export function formatTime(moment: Moment): string {
  const { hour, minute } = parts(moment);
  return `${hour}:${minute}`;
}

/** `14:40:02` */
export function formatTimeExact(moment: Moment): string {
  const { hour, minute, second } = parts(moment);
  return `${hour}:${minute}:${second}`;
}

/** `14:40:02 - 15/07/2022`: the form of "Cập nhật lúc" on the portal. */
export function formatDateTime(moment: Moment): string {
  return `${formatTimeExact(moment)} - ${formatDate(moment)}`;
}

const DURATION_UNITS = {
  vi: { hour: "giờ", minute: "phút", second: "giây" },
  en: { hour: "h", minute: "min", second: "s" },
} as const;

/** `2 giờ 14 phút`, `3 phút 5 giây`, `8 giây`: the two largest units, from milliseconds. */
export function formatDuration(milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = total % 60;
  const units = DURATION_UNITS[language()];
  const shown =
    hours > 0
      ? [part(hours, units.hour), part(minutes, units.minute)]
      : [part(minutes, units.minute), part(seconds, units.second)];
  return shown.filter((text) => text !== "").join(" ") || `0 ${units.second}`;
}

function part(amount: number, unit: string): string {
  return amount > 0 ? `${amount} ${unit}` : "";
}
