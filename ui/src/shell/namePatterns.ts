// The patterns that are offered for names of files, and the variables of one's own.

import { t } from "../i18n";

/** Patterns by name, in the notation of the import. */
const PATTERNS = {
  keep: null,
  dateNumber: "{date}-{seq:3}",
  eventNumber: "{event}-{seq:3}",
  dateTimeName: "{date}-{time}-{name}",
} as const;

const VARIABLES = {
  "{date}": "date",
  "{time}": "time",
  "{seq:3}": "seq",
  "{name}": "name",
  "{event}": "event",
  "{photographer}": "photographer",
  "{camera}": "camera",
} as const;

export function namePresets(): { value: string | null; label: string }[] {
  const words = t().importing.names.presets;
  return (Object.keys(PATTERNS) as (keyof typeof PATTERNS)[]).map((name) => ({
    value: PATTERNS[name],
    label: words[name],
  }));
}

export function nameVariables(): { sign: string; label: string }[] {
  const words = t().importing.names.variables;
  return Object.entries(VARIABLES).map(([sign, name]) => ({ sign, label: words[name] }));
}
