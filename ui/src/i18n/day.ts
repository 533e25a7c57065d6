// A day as an office types it (`15/07/2022`) and as Rust knows it (`2022-07-15`). A day has no zone.

const TYPED = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/;

/** `2022-07-15` as `15/07/2022`. */
export function formatDay(day: string): string {
  return day.split("-").toReversed().join("/");
}

/** The day that was typed, as `2022-07-15`; `null` when it is none. Zeros may be left out. */
export function parseDay(typed: string): string | null {
  const found = TYPED.exec(typed);
  if (!found) return null;
  const [, day = "", month = "", year = ""] = found;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  // 31/02 would roll over into March.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : null;
}
