// Answers for the list of articles, the settings and the statistics, when looked at in a browser:
// desk.html?view=stats&theme=dark&first&problem=library_in_use&offline&empty&articles=10000

import { setTransport } from "../src/ipc/call";
import type {
  AppState,
  ArticleList,
  FailureCode,
  PortalAdd,
  PortalDiagnosis,
  StatisticsView,
} from "../src/ipc/generated";
import { binned, count, COUNT, list, PREVIEW, ROWS, view } from "./deskArticles";
import { toolsFake } from "./galleryToolsFake";

const asked = new URLSearchParams(location.search);
const SVG =
  "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 80' preserveAspectRatio='xMidYMid slice'%3E" +
  "%3Crect width='120' height='80' fill='%23e8a75d'/%3E%3Crect y='42' width='120' height='38' fill='%23375a6b'/%3E" +
  "%3Ccircle cx='84' cy='40' r='12' fill='%23ffe3a8'/%3E%3Cpath d='M0 44 30 24 54 44z' fill='%23504a46'/%3E%3C/svg%3E";

function state(): AppState {
  const problem = asked.get("problem") as FailureCode | null;
  const open = !asked.has("first") && problem === null;
  return {
    version: "0.1.0",
    library: open
      ? {
          path: "/home/kim/Documents/Tòa Soạn",
          name: "Tòa Soạn",
          articles: COUNT,
          photos: 6214,
        }
      : null,
    problem: problem && {
      code: problem,
      message: "the library at /home/kim/Documents/Tòa Soạn is open in process 4711",
      fields: { path: "/home/kim/Documents/Tòa Soạn" },
      retryable: true,
    },
    proposed_folder: "/home/kim/Documents/Tòa Soạn",
    settings: {
      language: asked.get("lang") === "en" ? "en" : "vi",
      theme: (asked.get("theme") ?? "light") as "light",
      poster: asked.has("first") ? "" : "Trần Kim Huy",
      gates: asked.has("gates"),
      panes: asked.has("compact") ? { "articles.compact": 1 } : {},
      library: problem ? "/home/kim/Documents/Tòa Soạn" : null,
    },
    portal: open && !asked.has("noportal") ? (PORTALS[0] ?? null) : null,
    waiting: 3,
  };
}

const PORTALS: AppState["portal"][] = [
  {
    id: "p1",
    kind: "local",
    name: "Cổng thử nghiệm (trên máy này)",
    url: "http://127.0.0.1:41723",
    user: "huytk",
    active: true,
    connection: { state: "online", at: "2022-07-15T07:52:00Z" },
  },
  {
    id: "p2",
    kind: "native",
    name: "Sở Kế hoạch và Đầu tư",
    url: "https://skhdt.example",
    user: "huytk",
    active: false,
    connection: {
      state: "paused",
      failure: { code: "portal_unauthorized", message: "401", fields: {}, retryable: false },
    },
  },
];

function diagnosis({ secret }: PortalAdd): PortalDiagnosis {
  const step = (subject: string, result: string, detail: string) => ({
    subject,
    result,
    detail,
    failure:
      result === "failed"
        ? { code: "portal_unauthorized", message: "401", fields: {}, retryable: false }
        : null,
  });
  const steps = secret.startsWith("bad")
    ? [
        step("reach", "passed", "42 ms"),
        step("secure", "passed", "https"),
        step("sign_in", "failed", ""),
      ]
    : [
        step("reach", "passed", "42 ms"),
        step("secure", "passed", "https"),
        step("sign_in", "passed", "huytk"),
        step("permissions", "passed", ""),
        step("clock", "reminder", "-183"),
      ];
  return { steps, name: "Sở Kế hoạch và Đầu tư" } as PortalDiagnosis;
}

function statistics(): StatisticsView {
  if (asked.has("empty")) return { visits: null, days: [], top: [], at: null, failure: null };
  const visits = [
    14, 16, 12, 13, 12, 18, 15, 16, 14, 12, 12, 14, 17, 18, 22, 40, 32, 36, 214, 865, 921, 690, 474,
    302, 214, 158, 118, 71, 31, 19,
  ];
  const last = Date.now() + 7 * 3_600_000;
  return {
    visits: { today: 19, yesterday: 31, this_month: 4192, this_year: 4621, total: 119_909 },
    days: visits.map((count, index) => ({
      day: new Date(last - (29 - index) * 86_400_000).toISOString().slice(0, 10),
      visits: count,
    })),
    top: ROWS.filter((row) => row.views !== null)
      .slice(0, 7)
      .map(({ id, title, views }) => ({ id, title, views: views ?? 0 }))
      .toSorted((a, b) => b.views - a.views),
    at: new Date(Date.now() - 134 * 60_000).toISOString(),
    failure: asked.has("offline")
      ? { code: "portal_unavailable", message: "refused", fields: {}, retryable: true }
      : null,
  };
}

const DIRECTORY = {
  categories: ["Tin tức – Sự kiện", "Kinh tế - Xã hội", "Thông báo"].map((name, position) => ({
    id: `c${position}`,
    name,
    slug: "",
    position,
  })),
  people: [
    { id: "h1", name: "Lê Thị Thu Hà", pen_name: "" },
    { id: "h2", name: "Trần Kim Huy", pen_name: "PYP" },
  ],
  tags: [],
};

const CHORE = {
  id: "j7",
  state: "running",
  done: 2180,
  total: 6214,
  skipped: [],
  finished_at: null,
  error: null,
};

const ANSWERS: Record<string, (request: never) => unknown> = {
  app_state: state,
  settings_save: (request) => request,
  library_open: () => ({ ...state(), library: { path: "/x", name: "x", articles: 0, photos: 0 } }),
  library_choose: () => ({ path: "/home/kim/Thư viện khác" }),
  article_list: ({ filter, range }: ArticleList) => {
    const rows = list(filter);
    return { total: rows.length, rows: rows.slice(range.offset, range.offset + range.limit) };
  },
  article_counts: () => ({
    all: count(null),
    draft: count("draft"),
    in_review: count("in_review"),
    approved: count("approved"),
    published: count("published"),
    taken_down: count("taken_down"),
    archived: count("archived"),
    trashed: count(null, true),
    last_edit:
      ROWS.map((row) => row.updated_at)
        .sort()
        .at(-1) ?? null,
  }),
  article_get: ({ id }: { id: string }) => view(id),
  article_preview: () => ({
    body_html: PREVIEW,
    stamp: "14:40:02 - 15/07/2022",
    author_line: "https://baophuyen.vn/",
  }),
  article_trash: ({ ids }: { ids: string[] }) => {
    for (const id of ids) binned.add(id);
    changed();
    return {};
  },
  article_restore: ({ ids }: { ids: string[] }) => {
    for (const id of ids) binned.delete(id);
    changed();
    return {};
  },
  article_move: () => ({}),
  portal_list: () => ({ rows: asked.has("noportal") ? [] : PORTALS }),
  portal_check: diagnosis,
  portal_add: () => PORTALS[0],
  portal_activate: () => PORTALS[1],
  portal_remove: () => ({}),
  directory_get: () => DIRECTORY,
  category_save: () => DIRECTORY,
  person_save: () => DIRECTORY,
  statistics_get: statistics,
  statistics_refresh: statistics,
  ...toolsFake(() => undefined, []),
  album_list: () => ({ rows: [{ id: "al2", title: "KKT Nam Phú Yên" }] }),
  photo_list: () => ({
    total: asked.has("lost") ? 214 : 0,
    rows: asked.has("lost")
      ? ["DSC_2207.JPG", "IMG_0012.HEIC"].map((file_name, at) => ({
          id: `p${at}`,
          file_name,
          caption: at === 0 ? "Đoàn công tác khảo sát Khu kinh tế Nam Phú Yên." : "",
          version: 0,
        }))
      : [],
  }),
  job_cancel: () => ({}),
  originals_check: () => ({ ...CHORE, kind: "check_originals" }),
  thumbnails_rebuild: () => ({ ...CHORE, kind: "rebuild_thumbnails" }),
  page_open: () => ({}),
  publish_current: () => ({ run: null }),
  job_list: () => ({ rows: [] }),
};

let send: (event: unknown) => void = () => undefined;
function changed(): void {
  send({ type: "library_changed", kinds: ["articles"] });
}

export function useDesk(): void {
  const wait = Number(asked.get("wait") ?? 5);
  setTransport({
    call: async (name, request) => {
      await new Promise((done) => setTimeout(done, wait));
      const answer = ANSWERS[name];
      if (answer) return answer(request as never);
      const failure = { code: "internal", message: `no fake for ${name}`, fields: {} };
      throw Object.assign(new Error(name), failure);
    },
    listen: (handler) => {
      send = handler as typeof send;
      return () => undefined;
    },
    photoRoot: () => `data:image/svg+xml,${SVG}#`,
  });
}
