// Answers for filters, captions, the book of officials, duplicates, import options and storage, in a
// plain browser. Never part of a build.

import type {
  CaptionTemplate,
  CodeEntry,
  Expanded,
  LibraryUsage,
  PhotoRow,
  SmartAlbumRow,
  SmartAlbumSave,
  TemplateSave,
  Values,
  WatchedFolder,
} from "../src/ipc/generated";

const asked = new URLSearchParams(location.search);
const OFFICIALS: Omit<CodeEntry, "id">[] = [
  { code: "btt", name: "Phạm Đại Dương", title: "Bí thư Tỉnh ủy", from: "2020-10-15", until: null },
  {
    code: "ctubnd",
    name: "Tạ Anh Tuấn",
    title: "Chủ tịch UBND tỉnh",
    from: "2023-11-29",
    until: null,
  },
  {
    code: "ctubnd",
    name: "Trần Hữu Thế",
    title: "Chủ tịch UBND tỉnh",
    from: "2020-11-20",
    until: "2023-11-28",
  },
  {
    code: "gdskhdt",
    name: "Võ Cao Phi",
    title: "Giám đốc Sở Kế hoạch và Đầu tư, Ủy viên UBND tỉnh",
    from: null,
    until: null,
  },
];
let entries: CodeEntry[] = asked.has("nocodes")
  ? []
  : OFFICIALS.map((entry, at) => ({ ...entry, id: `c${at}` }));
let templates: CaptionTemplate[] = [
  {
    id: "t1",
    name: "Họp thường kỳ",
    caption: "=ctubnd= phát biểu tại {event}, ngày {date}.",
    alt: "Người phát biểu trên bục, phía sau là phông chữ của hội nghị.",
    credit: "Trần Kim Huy",
  },
  { id: "t2", name: "Ảnh phong cảnh", caption: "{place}, {date}.", alt: "", credit: "" },
];
let smart: SmartAlbumRow[] = [
  {
    id: "s1",
    title: "Ảnh đẹp chưa dùng",
    count: 318,
    filter: {
      set: "unused",
      album: null,
      smart: null,
      query: "",
      sort: "imported",
      flag: "pick",
      min_stars: 4,
      import: null,
      day: null,
    },
  },
];
let watched: WatchedFolder[] = [
  {
    id: "w1",
    path: "/home/kim/Ảnh/Máy ảnh cơ quan",
    album: null,
    rename: "{date}-{seq:3}",
    credit: "Trần Kim Huy",
    active: true,
    problem: null,
  },
  {
    id: "w2",
    path: "/mnt/dung-chung/anh-gui",
    album: "al2",
    rename: null,
    credit: "",
    active: true,
    problem: "missing",
  },
];
let rules = { max_side: 1920, quality: 85, copyright: "Báo Phú Yên" };

/** Values of several rows, as Rust sums them up. */
function values<T>(all: readonly T[], empty: (value: T) => boolean): Values<T> {
  const found = new Map<string, { value: T; count: number }>();
  for (const value of all) {
    const key = JSON.stringify(value);
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { value, count: 1 });
  }
  const top = [...found.values()].sort((a, b) => b.count - a.count).slice(0, 5);
  const only = found.size === 1 ? (top[0]?.value ?? null) : null;
  return { kinds: found.size, empty: all.filter(empty).length, value: only, top };
}

export function words(rows: readonly PhotoRow[]): object {
  const texts = (pick: (row: PhotoRow) => string) => values(rows.map(pick), (text) => text === "");
  const none = values(
    rows.map(() => ""),
    () => true,
  );
  return {
    count: rows.length,
    caption: texts(({ caption }) => caption),
    credit: texts(({ credit }) => credit),
    alt: values(
      rows.map(({ alt }) => alt),
      ({ kind }) => kind === "missing",
    ),
    copyright: none,
    source: none,
    place: texts(({ id }) => (Number(id.slice(1)) % 2 ? "Đầm Ô Loan" : "")),
    event: none,
    keywords: values(
      rows.map(() => ["thi ảnh 2022", "thiên nhiên"]),
      () => false,
    ),
    people: values<string[]>(
      rows.map(() => []),
      () => true,
    ),
    shows_children: values(
      rows.map(() => false),
      () => true,
    ),
    consent: values(
      rows.map(() => false),
      () => true,
    ),
    gps: rows.filter(({ has_gps }) => has_gps).length,
  };
}

function expand(text: string, day: string): Expanded {
  const unknown: string[] = [];
  const empty: string[] = [];
  const given: Record<string, string> = {
    date: "12/07/2022",
    time: "09:31",
    place: "",
    photographer: "Trần Kim Huy",
    event: "Khai mạc cuộc thi ảnh “Phú Yên – hoa vàng cỏ xanh”",
    file: "DSC_2207",
    camera: "NIKON D750",
  };
  const filled = text
    .replace(/\{([\p{L}\p{N}_]+)\}/gu, (typed, name: string) => {
      const value = given[name];
      if (value === undefined) unknown.push(typed);
      if (value === "") empty.push(typed);
      return value ?? typed;
    })
    .replace(/=([\p{L}\p{N}_-]+)=/gu, (typed, code: string) => {
      const entry = entries.find(
        (one) =>
          one.code === code.toLowerCase() &&
          (one.from ?? "0") <= day &&
          day <= (one.until ?? "9999"),
      );
      if (!entry) unknown.push(typed);
      return entry ? `${entry.title} ${entry.name}` : typed;
    });
  return { text: filled, unknown, empty };
}

function codebook(query: string): object {
  const wanted = query.toLowerCase();
  const found = entries.filter((entry) =>
    `${entry.code} ${entry.name} ${entry.title}`.toLowerCase().includes(wanted),
  );
  return { entries: found, total: entries.length };
}

function saveEntry(entry: CodeEntry): object {
  if (
    entry.from === null &&
    entries.some((one) => one.code === entry.code && one.id !== entry.id)
  ) {
    const fields = { code: entry.code };
    throw Object.assign(new Error("overlap"), { code: "codebook_overlap", fields });
  }
  const id = entry.id ?? `c${entries.length + 9}`;
  entries = [...entries.filter((one) => one.id !== id), { ...entry, id }].sort(
    (a, b) => a.code.localeCompare(b.code) || (b.from ?? "").localeCompare(a.from ?? ""),
  );
  return codebook("");
}

const USAGE: LibraryUsage = {
  originals: { files: 6214, bytes: 38_400_000_000 },
  thumbnails: { files: 6214, bytes: 412_000_000 },
  published: { files: 1320, bytes: 461_000_000 },
  trash: { files: 84, bytes: 512_000_000 },
  database: 68_000_000,
  free: asked.has("full") ? 300_000_000 : 96_000_000_000,
};

function duplicates(rows: readonly PhotoRow[]): object {
  const groups = [3, 2, 4].map((size, at) => ({
    id: `g${at}`,
    photos: rows.slice(at * 8 + 10, at * 8 + 10 + size).map((row, index) => ({
      row: { ...row, sync: index === 1 ? "same" : "new", duplicates: size },
      bytes: [6_420_000, 1_240_000, 6_400_000, 320_000][index] ?? 0,
      width: index % 2 ? 1600 : 6000,
      height: index % 2 ? 1067 : 4000,
      distance: index * 2,
    })),
  }));
  return { groups: asked.has("noduplicates") ? [] : groups };
}

type Answers = Record<string, (request: never) => unknown>;

function captionAnswers(): Answers {
  return {
    template_list: () => ({ rows: templates }),
    template_save: (save: TemplateSave) => {
      const template = { ...save, id: save.id ?? `t${templates.length + 7}` };
      templates = [...templates.filter(({ id }) => id !== template.id), template];
      return { rows: templates };
    },
    template_delete: ({ id }: { id: string }) => {
      templates = templates.filter((one) => one.id !== id);
      return { rows: templates };
    },
  };
}
function codeAnswers(): Answers {
  return {
    codebook_list: ({ query }: { query: string }) => codebook(query),
    codebook_save: saveEntry,
    codebook_delete: ({ id }: { id: string }) => {
      entries = entries.filter((entry) => entry.id !== id);
      return codebook("");
    },
    codebook_choose: () => ({ path: "/home/kim/Tài liệu/So chuc danh 2024.xlsx" }),
    codebook_import: () => ({
      added: 12,
      changed: 3,
      same: 41,
      refused: [
        { row: 17, code: "pctubnd", reason: "overlap" },
        { row: 23, code: "", reason: "no_code" },
        { row: 40, code: "gdstc", reason: "bad_date" },
      ],
    }),
    codebook_expand: ({ text, on }: { text: string; on: string | null }) =>
      expand(text, on ?? "2026-11-26"),
  };
}
function importAnswers(): Answers {
  return {
    import_preview: ({ rename }: { rename: string | null }) => ({
      files: 500,
      folders: 2,
      bytes: 3_240_000_000,
      more: false,
      examples: ["DSC_2207.JPG", "DSC_2208.JPG", "IMG_0012.HEIC"].map((from, at) => ({
        from,
        to: rename === null ? from : `2022-07-12-00${at + 1}${from.slice(from.indexOf("."))}`,
      })),
    }),
    card_list: () => ({ rows: [{ path: "/media/kim/EOS_DIGITAL/DCIM", name: "EOS_DIGITAL" }] }),
    watched_list: () => ({ rows: watched }),
    watched_save: (folder: WatchedFolder) => {
      const saved = { ...folder, id: folder.id ?? `w${watched.length + 7}`, problem: null };
      watched = [...watched.filter(({ id }) => id !== saved.id), saved];
      return { rows: watched };
    },
    watched_delete: ({ id }: { id: string }) => {
      watched = watched.filter((one) => one.id !== id);
      return { rows: watched };
    },
    watched_choose: () => ({ path: "/media/the-nho/DCIM" }),
  };
}
function storageAnswers(): Answers {
  return {
    library_usage: () => USAGE,
    publish_rules_get: () => rules,
    publish_rules_save: (next: typeof rules) => {
      rules = next;
      return rules;
    },
  };
}

/** All answers; `rows` are the photos of the library. */
export function toolsFake(
  find: (id: string) => PhotoRow | undefined,
  rows: readonly PhotoRow[],
): Answers {
  return {
    ...captionAnswers(),
    ...codeAnswers(),
    ...importAnswers(),
    ...storageAnswers(),
    photo_words: ({ ids }: { ids: string[] }) => words(ids.flatMap((id) => find(id) ?? [])),
    photo_expand: ({ text }: { text: string }) => expand(text, "2022-07-12"),
    photo_undo: () => ({}),
    photo_ids: () => ({ ids: [] }),
    smart_album_list: () => ({ rows: smart }),
    smart_album_save: ({ id, title, filter }: SmartAlbumSave) => {
      const row = { id: id ?? `s${smart.length + 7}`, title, filter, count: 57 };
      const known = smart.some((one) => one.id === row.id);
      smart = known ? smart.map((one) => (one.id === row.id ? row : one)) : [...smart, row];
      return row;
    },
    smart_album_delete: ({ id }: { id: string }) => {
      smart = smart.filter((row) => row.id !== id);
      return {};
    },
    duplicate_list: () => duplicates(rows),
    duplicate_dismiss: () => ({}),
    duplicate_dismiss_undo: () => ({}),
    photo_purge: () => ({ removed: 78, kept: 6, bytes: 498_000_000 }),
  };
}
