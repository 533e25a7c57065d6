// Rows for the tests of the gallery.

import type { PhotoRow } from "../../ipc/generated";

/** A photo nothing is known of. */
export function photoRow(id: string, more: Partial<PhotoRow> = {}): PhotoRow {
  return {
    id,
    width: 3,
    height: 2,
    file_name: id,
    caption: "",
    alt: { kind: "missing" },
    credit: "",
    has_gps: false,
    uses: 0,
    version: 0,
    flag: "none",
    stars: 0,
    taken_at: null,
    duplicates: 0,
    sync: "new",
    missing: false,
    format: "jpeg",
    ...more,
  };
}
