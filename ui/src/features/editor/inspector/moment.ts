// A moment as an office types it, `15/07/2022` and `14:40:02`, in its own time zone.

import { formatDate, formatTimeExact } from "../../../i18n";

/** Vietnam has kept UTC+7 without summer time since 1975. */
const OFFSET = "+07:00";

export interface TypedMoment {
  date: string;
  time: string;
}

/** The two texts of a moment (RFC 3339); empty for none. */
export function typedMoment(moment: string | null): TypedMoment {
  return moment === null
    ? { date: "", time: "" }
    : { date: formatDate(moment), time: formatTimeExact(moment) };
}

/**
 * The moment that was typed, as RFC 3339 in UTC; `null` when it is none. Day and month may lack
 * their zero, seconds and the whole time may be left out.
 */
export function parseMoment({ date, time }: TypedMoment): string | null {
  const day = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(date);
  const clock = /^\s*(?:(\d{1,2})[:h.](\d{1,2})(?:[:.](\d{1,2}))?)?\s*$/.exec(time);
  if (!day || !clock) return null;
  const two = (digits: string | undefined) => (digits ?? "0").padStart(2, "0");
  const [, d, m, y = ""] = day;
  const [, hour, minute, second] = clock;
  const text = `${y}-${two(m)}-${two(d)}T${two(hour)}:${two(minute)}:${two(second)}${OFFSET}`;
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime())) return null;
  // 31/02 would roll over into March.
  return formatDate(parsed) === `${two(d)}/${two(m)}/${y}` ? parsed.toISOString() : null;
}
