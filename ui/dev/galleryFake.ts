// A gallery of any size with imports and publishing, in a plain browser. Never part of a build.
// Query: n (photos), photos (root of pictures), import, publish, drop, sync, portal=none.

import type {
  AlbumPhotos,
  AlbumRow,
  AppEvent,
  Flag,
  PhotoCount,
  PhotoCounts,
  PhotoFilter,
  PhotoLayoutGet,
  PhotoList,
  PhotoPatch,
  PhotoRow,
  PhotoSet,
  PhotoSums,
  PhotoView,
} from "../src/ipc/generated";
import { toolsFake } from "./galleryToolsFake";
import { STATE, useFakeTransport } from "./fakeTransport";
import { dragFiles, importFake } from "./importFake";
import { publishingFake } from "./publishFake";
import { groupsOf, marks, seeingFake } from "./seeingFake";

const asked = new URLSearchParams(location.search);
const COUNT = Number(asked.get("n") ?? 6214);
const RATIOS = [0.75, 1.5, 1.5, 0.7, 1.5, 1.5, 1.5, 0.8, 1.5, 1.4, 1.78, 1.33];
const AUTHORS = ["Trần Kim Huy", "Nguyễn Đức Bình", "", "Lê Thị Thu Hà"];
const CAPTIONS = [
  "Hạ tầng ven biển, đầm phá được ưu tiên trong liên kết vùng.",
  "",
  "Tác phẩm dự thi ảnh “Phú Yên – hoa vàng cỏ xanh” năm 2022.",
  "",
  "Đoàn công tác khảo sát Khu kinh tế Nam Phú Yên.",
];
const ALBUMS = [
  "Hoa vàng cỏ xanh",
  "Biển và đầm phá",
  "KKT Nam Phú Yên",
  "Quy hoạch tỉnh",
  "Lâm nghiệp miền núi",
  "Hạ tầng giao thông",
  "Trồng cây 2022",
  "Sinh hoạt cơ quan",
  "Ảnh tư liệu",
];
const SYNCS = [
  "changed",
  "same",
  "new",
  "new",
  "same",
  "new",
  "conflict",
  "new",
  "taken_down",
] as const;

export const emit: { handler?: (event: AppEvent) => void } = {};
let trashed = new Set<string>();
const photos: PhotoRow[] = Array.from({ length: COUNT }, (_, index) => row(index));
const albums: (AlbumRow & { ids: string[] })[] = ALBUMS.map((title, at) => album(title, at));

function pick<T>(from: readonly T[], index: number): T {
  const found = from[index % from.length];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}
function row(index: number): PhotoRow {
  const ratio = pick(RATIOS, index * 7 + (index >> 3));
  return {
    id: `p${index}`,
    width: Math.round(4000 * ratio),
    height: 4000,
    file_name: `DSC_${2000 + index}.jpg`,
    caption: pick(CAPTIONS, index),
    alt: index % 3 === 0 ? { kind: "text", text: "Đầm Ô Loan lúc hoàng hôn" } : { kind: "missing" },
    credit: pick(AUTHORS, index),
    has_gps: index % 5 === 1,
    uses: index % 4,
    version: 0,
    ...marks(index),
  };
}
function album(title: string, at: number): AlbumRow & { ids: string[] } {
  const size = Math.min(COUNT, [412, 64, 128, 37, 96, 211, 58, 174, 1906][at] ?? 10);
  const sync = pick(SYNCS, at);
  const ids = photos.slice(at * 5, at * 5 + size).map(({ id }) => id);
  const status = sync === "same" || sync === "changed" ? "published" : "draft";
  const url = status === "published" ? `http://127.0.0.1:4600/album/${at}` : null;
  const cover = ids[0] ?? null;
  return {
    id: `al${at}`,
    title,
    description: "",
    cover,
    photo_count: size,
    status,
    sync,
    url,
    ids,
  };
}
function inSet(photo: PhotoRow, set: PhotoSet): boolean {
  if (trashed.has(photo.id) !== (set === "trashed")) return false;
  switch (set) {
    case "recent":
      return Number(photo.id.slice(1)) < 412;
    case "unused":
      return photo.uses === 0;
    case "no_caption":
      return photo.caption === "";
    case "no_alt":
      return photo.alt.kind === "missing";
    case "no_credit":
      return photo.credit === "";
    case "with_gps":
      return photo.has_gps;
    case "used":
      return photo.uses > 0;
    case "duplicates":
      return photo.duplicates > 0;
    case "published":
    case "changed":
    case "missing":
      return false;
    default:
      return true;
  }
}
function find(id: string): PhotoRow | undefined {
  return photos[Number(id.slice(1))];
}
function source(album: string | null): PhotoRow[] {
  const ids = albums.find((other) => other.id === album)?.ids;
  return ids ? ids.flatMap((id) => find(id) ?? []) : photos;
}
function list({ album, set, query, flag, min_stars: stars, smart }: PhotoFilter): PhotoRow[] {
  const wanted = query.toLowerCase();
  // The whole of 100,000 is not searched each time.
  const whole = flag === null && stars === 0 && smart === null && trashed.size === 0;
  if (whole && wanted === "" && set === "all") return source(album);
  return source(album).filter(
    (photo) =>
      inSet(photo, smart === null ? set : "unused") &&
      (flag === null || photo.flag === flag) &&
      photo.stars >= stars &&
      `${photo.caption} ${photo.file_name} ${photo.credit}`.toLowerCase().includes(wanted),
  );
}
function counts({ album, smart }: PhotoCount): PhotoCounts {
  const within = source(album).filter((photo) => smart === null || inSet(photo, "unused"));
  const of = (set: PhotoSet) => within.filter((photo) => inSet(photo, set)).length;
  const sets = [
    "all",
    "recent",
    "unused",
    "no_caption",
    "no_alt",
    "no_credit",
    "with_gps",
    "trashed",
    "duplicates",
    "used",
    "published",
    "changed",
    "missing",
  ];
  const flagged = (flag: Flag) => within.filter((photo) => photo.flag === flag).length;
  return {
    ...(Object.fromEntries(sets.map((set) => [set, of(set as PhotoSet)])) as Record<
      PhotoSet,
      number
    >),
    picked: flagged("pick"),
    rejected: flagged("reject"),
    unflagged: flagged("none"),
  };
}
function view(id: string): PhotoView {
  const found = find(id);
  if (!found) throw new Error(`no photo ${id}`);
  const { uses, has_gps, version, width, height, file_name, caption, alt, credit } = found;
  return {
    photo: {
      id,
      width,
      height,
      file_name,
      caption,
      alt,
      credit,
      flag: found.flag,
      stars: found.stars,
      taken_at: found.taken_at,
      format: found.format,
      original: "0".repeat(64),
      bytes: 6_400_000 + version,
      orientation: 1,
      camera: uses % 2 ? "NIKON D750" : "Canon EOS 5D Mark IV",
      gps: has_gps ? { latitude: 13.09, longitude: 109.31 } : null,
      source: "",
      keywords: ["thi ảnh 2022", "thiên nhiên"],
      people: [],
      event: "",
      shows_children: false,
      consent: false,
      copyright: "",
      place: "",
      rotation: "none",
      straighten: 0,
      crop: null,
      crops: { cover: null, square: null, portrait: null },
      fingerprint: "0".repeat(16),
      imported_at: "2022-07-15T07:00:00Z",
      updated_at: "2022-07-15T07:00:00Z",
    },
    published_bytes: 350_000,
    articles:
      uses > 0
        ? [{ id: "a1", title: "Khai mạc cuộc thi ảnh “Phú Yên – hoa vàng cỏ xanh”", sync: "same" }]
        : [],
    albums: [{ id: "al0", title: "Hoa vàng cỏ xanh", sync: "changed", url: null }],
  };
}
function sums(ids: readonly string[]): PhotoSums {
  const views = ids.map(view);
  return {
    count: views.length,
    bytes: views.reduce((sum, { photo }) => sum + photo.bytes, 0),
    published_bytes: 350_000 * views.length,
    cameras: [...new Set(views.map(({ photo }) => photo.camera))],
    sizes: views.slice(0, 1).map(({ photo }) => [photo.width, photo.height]),
    articles: views[0]?.articles ?? [],
    albums: views[0]?.albums ?? [],
  };
}
/** What the panel beside the grid asks for. */
const facts = {
  photo_counts: (request: unknown) => counts(request as PhotoCount),
  photo_get: (request: unknown) => view((request as { id: string }).id),
  photo_sums: (request: unknown) => sums((request as { ids: string[] }).ids),
};
function changed(): void {
  emit.handler?.({ type: "library_changed", kinds: ["photos", "albums"] });
}
function update({ ids, only_empty, caption, credit, alt }: PhotoPatch): object {
  for (const id of ids) {
    const photo = find(id);
    if (!photo) continue;
    if (caption !== undefined && !(only_empty && photo.caption)) photo.caption = caption;
    if (credit !== undefined && !(only_empty && photo.credit)) photo.credit = credit;
    if (alt !== undefined && !(only_empty && photo.alt.kind !== "missing")) photo.alt = alt;
  }
  changed();
  return { token: "u1", count: ids.length };
}
function changeAlbum(request: { id: string }, change: (ids: string[]) => string[]): AlbumRow {
  const found = albums.find(({ id }) => id === request.id);
  if (!found) throw new Error("no album");
  found.ids = change(found.ids);
  found.photo_count = found.ids.length;
  changed();
  return found;
}

function albumAnswers(): Record<string, (request: unknown) => unknown> {
  return {
    album_list: () => ({ rows: [...albums] }),
    album_create: (request) => {
      const made = {
        ...album((request as { title: string }).title, 0),
        id: `al${albums.length}`,
      };
      albums.push({ ...made, ids: (request as { photos: string[] }).photos, sync: "new" });
      return made;
    },
    album_update: (request) =>
      Object.assign(albums.find(({ id }) => id === (request as { id: string }).id) ?? {}, request),
    album_add: (request) => {
      const { photos: added } = request as AlbumPhotos;
      return changeAlbum(request as AlbumPhotos, (ids) => [...new Set([...ids, ...added])]);
    },
    album_remove: (request) => {
      const { photos: removed } = request as AlbumPhotos;
      return changeAlbum(request as AlbumPhotos, (ids) =>
        ids.filter((id) => !removed.includes(id)),
      );
    },
    album_reorder: (request) =>
      changeAlbum(request as AlbumPhotos, () => [...(request as AlbumPhotos).photos]),
  };
}

/** Answers what the gallery, the import, publishing and sync ask. */
export function useGalleryFake(): void {
  const state = { ...STATE, portal: asked.get("portal") === "none" ? null : STATE.portal };
  useFakeTransport(
    {
      app_state: () => state,
      photo_list: (request) => {
        const { filter, range } = request as PhotoList;
        const rows = list(filter);
        return { total: rows.length, rows: rows.slice(range.offset, range.offset + range.limit) };
      },
      photo_layout: (request) => {
        const rows = list(request as PhotoFilter);
        const { grouping } = request as PhotoLayoutGet;
        return {
          ratios: rows.map(({ width, height }) => width / height),
          groups: groupsOf(rows.length, grouping),
        };
      },
      ...seeingFake({ find, list, changed }),
      ...facts,
      photo_update: (request) => update(request as PhotoPatch),
      photo_trash: (request) => {
        trashed = new Set([...trashed, ...(request as { ids: string[] }).ids]);
        changed();
        return {};
      },
      photo_restore: (request) => {
        const { ids } = request as { ids: string[] };
        trashed = new Set([...trashed].filter((id) => !ids.includes(id)));
        changed();
        return {};
      },
      photo_choose: () => ({ paths: ["/media/the-nho/DSC_1.jpg"] }),
      directory_get: () => ({
        categories: [],
        people: ["Trần Kim Huy", "Lê Thị Thu Hà"].map((name) => ({ id: name, name, pen_name: "" })),
        tags: [],
      }),
      ...importFake(),
      ...albumAnswers(),
      ...(toolsFake(find, photos) as Record<string, (request: unknown) => unknown>),
      page_open: () => ({}),
      portal_add: () => Object.assign(state, { portal: STATE.portal }).portal,
      ...publishingFake(),
    },
    asked.get("photos") ?? "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E#",
    (handler) => {
      emit.handler = handler;
      if (asked.has("drop")) setTimeout(dragFiles, 1500);
      return () => Reflect.deleteProperty(emit, "handler");
    },
  );
}
