// Flags, stars, groups and edits for the gallery in a plain browser. Never part of a build.

import type {
  Flag,
  Grouping,
  PhotoFilter,
  PhotoGroup,
  PhotoIds,
  PhotoIndex,
  PhotoMark,
  PhotoRefs,
  PhotoRotate,
  PhotoRow,
} from "../src/ipc/generated";

const DAY_MS = 86_400_000;
const LATEST = Date.parse("2022-07-15T03:00:00Z");
/** Photos of one day or one import. */
const TOGETHER = 173;

/** What a row of the list says beside its words. */
export function marks(index: number) {
  const flag: Flag = index % 11 === 4 ? "reject" : index % 7 === 2 ? "pick" : "none";
  return {
    flag,
    stars: index % 9 === 0 ? (index % 5) + 1 : 0,
    taken_at: new Date(LATEST - Math.floor(index / TOGETHER) * DAY_MS).toISOString(),
    duplicates: index % 23 === 5 ? 3 : 0,
    sync: "new" as const,
    missing: index % 97 === 12,
    format: "jpeg" as const,
  };
}

export function groupsOf(total: number, grouping: Grouping): PhotoGroup[] {
  if (grouping === "none") return [];
  return Array.from({ length: Math.ceil(total / TOGETHER) }, (_, at) => {
    const first = at * TOGETHER;
    const day = new Date(LATEST - at * DAY_MS).toISOString();
    return {
      key: grouping === "day" ? day.slice(0, 10) : `j${at}`,
      at: day,
      first,
      count: Math.min(TOGETHER, total - first),
    };
  });
}

interface Library {
  find: (id: string) => PhotoRow | undefined;
  list: (filter: PhotoFilter) => PhotoRow[];
  changed: () => void;
}

export function seeingFake({ find, list, changed }: Library) {
  const undos = new Map<string, () => void>();
  let next = 0;
  function undoable(ids: readonly string[], change: (row: PhotoRow) => void) {
    const rows = ids.flatMap((id) => find(id) ?? []);
    const before = rows.map((row) => ({ ...row }));
    for (const row of rows) change(row);
    changed();
    next += 1;
    const token = `u${next}`;
    undos.set(token, () => {
      rows.forEach((row, at) => Object.assign(row, before[at]));
      changed();
    });
    return { token, count: rows.length };
  }
  return {
    photo_ids: (request: unknown) => {
      const { filter, range } = request as PhotoIds;
      const rows = list(filter).slice(range.offset, range.offset + range.limit);
      return { ids: rows.map(({ id }) => id) };
    },
    photo_index: (request: unknown) => {
      const { filter, id } = request as PhotoIndex;
      const at = list(filter).findIndex((row) => row.id === id);
      return { index: at < 0 ? null : at };
    },
    photo_rows: (request: unknown) => {
      const rows = (request as PhotoRefs).ids.flatMap((id) => find(id) ?? []);
      return { total: rows.length, rows };
    },
    photo_mark: (request: unknown) => {
      const { ids, flag, stars } = request as PhotoMark;
      return undoable(ids, (row) => {
        if (flag !== undefined && flag !== null) row.flag = flag;
        if (stars !== undefined && stars !== null) row.stars = stars;
      });
    },
    photo_rotate: (request: unknown) =>
      undoable((request as PhotoRotate).ids, (row) => {
        [row.width, row.height] = [row.height, row.width];
        row.version += 1;
      }),
    photo_edit: (request: unknown) =>
      undoable([(request as { id: string }).id], (row) => {
        row.version += 1;
      }),
    photo_undo: (request: unknown) => {
      const { token } = request as { token: string };
      undos.get(token)?.();
      return {};
    },
  };
}
