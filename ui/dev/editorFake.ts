// The editor with the seed article, in a plain browser. Never part of a build.

import type { Article, ArticleView, Check, PhotoRow } from "../src/ipc/generated";
import { paragraph, PARAGRAPHS, LEAD, TITLE } from "./seed";
import { useFakeTransport } from "./fakeTransport";
import { toolsFake } from "./galleryToolsFake";

const asked = new URLSearchParams(location.search);

const PICTURE =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800" preserveAspectRatio="xMidYMid slice">' +
      '<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#e8a13a"/><stop offset=".45" stop-color="#7d6a8a"/>' +
      '<stop offset="1" stop-color="#26323a"/></linearGradient></defs><rect width="1200" height="800" fill="url(#g)"/>' +
      '<path d="M0 330Q300 250 600 320T1200 300V400H0Z" fill="#20303a"/></svg>',
  ) +
  "#";

let photos: PhotoRow[] = ["p1", "p2", "p3", "p4"].map((id, index) => ({
  id,
  width: 1200,
  height: index === 1 ? 520 : 800,
  file_name: `DSC_0${index + 1}.jpg`,
  caption: index === 0 ? "Hạ tầng ven biển, đầm phá được ưu tiên trong liên kết vùng." : "",
  alt: index === 0 ? { kind: "text", text: "Đầm Ô Loan lúc hoàng hôn" } : { kind: "missing" },
  credit: index < 2 ? "Trần Kim Huy" : "",
  has_gps: index === 2,
  uses: 1,
  version: 0,
  flag: "none",
  stars: 0,
  taken_at: null,
  duplicates: 0,
  sync: "new",
  missing: false,
  format: "jpeg",
}));

let article: Article = {
  id: "a1",
  title: TITLE,
  lead: LEAD,
  body: {
    type: "doc",
    content: [
      paragraph("b0", PARAGRAPHS[1]),
      { type: "image", attrs: { id: "b1", photo: "p1", caption: null, alt: null } },
      paragraph("b2", PARAGRAPHS[0]),
      { type: "image", attrs: { id: "b3", photo: "p2", caption: null, alt: null } },
      { type: "gallery", attrs: { id: "b4", photos: ["p3", "p4"] } },
      { type: "opaque", attrs: { id: "b5", markup: "<!-- wp:calendar /-->" } },
    ],
  },
  category: "c1",
  tags: ["Phú Yên"],
  keywords: ["liên kết vùng", "quy hoạch tỉnh", "Nghị quyết 57"],
  genre: "news_with_photo",
  byline: { kind: "external", name: "PYP" },
  sign_off: "(PYP)",
  source: { name: "baophuyen.vn", url: "", repost: null },
  poster: "Trần Kim Huy",
  editor: "",
  approver: "",
  cover: null,
  gallery: ["p3", "p4"],
  attachments: [],
  featured: true,
  publish_at: null,
  expire_at: null,
  slug: "trien-khai-cac-nhiem-vu-giai-phap",
  status: "published",
  return_reason: "",
  created_at: "2022-07-15T06:58:00Z",
  updated_at: "2022-07-15T07:40:02Z",
  updated_by_hand: true,
};
let revision = 3;

function checks(): Check[] {
  const without = (wrong: (row: PhotoRow) => boolean) => photos.filter(wrong).map(({ id }) => id);
  const noAlt = without(({ alt }) => alt.kind === "missing");
  const noCredit = without(({ credit }) => credit === "");
  const gps = without(({ has_gps }) => has_gps);
  const of = (subject: Check["subject"], fine: boolean, severity: Check["problem"]): Check => ({
    subject,
    problem: fine ? null : severity,
    photos: [],
  });
  const ofPhotos = (subject: Check["subject"], ids: string[]): Check => ({
    subject,
    problem: ids.length > 0 ? "reminder" : null,
    photos: ids,
  });
  return [
    of("title", article.title.trim() !== "", "error"),
    of("title_length", article.title.length <= 120, "reminder"),
    of("body", article.body.content.length > 0, "error"),
    of("category", article.category !== null, "error"),
    of("lead", article.lead !== "", "reminder"),
    of("poster", article.poster !== "", "reminder"),
    of("source", article.source.url !== "", "reminder"),
    ofPhotos("alt_text", noAlt),
    ofPhotos("credit", noCredit),
    of("consent", true, null),
    ofPhotos("gps", gps),
  ];
}

function view(): ArticleView {
  return {
    article,
    revision: `r${revision}`,
    saved_at: new Date().toISOString(),
    sync: "changed",
    url: null,
    views: 5,
    views_at: null,
    checks: checks(),
    photos,
    recovered: asked.has("recovered")
      ? { article: { ...article, title: `${TITLE} (đang sửa)` }, at: "2022-07-15T07:40:02Z" }
      : null,
  };
}

interface Request {
  article: Article;
  ids: string[];
}

export function useEditorFake(): void {
  const answers: Record<string, (request: Request) => unknown> = {
    article_get: view,
    article_create: view,
    article_discard_recovered: () => ({ ...view(), recovered: null }),
    revision_restore: view,
    article_journal: ({ article: typed }) => {
      if (asked.has("full"))
        throw Object.assign(new Error(), { code: "disk_full", message: "", fields: {} });
      article = typed;
      return { at: new Date().toISOString() };
    },
    article_save: ({ article: typed }) => {
      article = typed;
      revision += 1;
      return view();
    },
    photo_rows: ({ ids }) => ({
      total: ids.length,
      rows: photos.filter(({ id }) => ids.includes(id)),
    }),
    photo_update: ({ ids, ...changed }) => {
      photos = photos.map((row) => (ids.includes(row.id) ? { ...row, ...changed } : row));
      return {};
    },
    ...toolsFake(() => undefined, []),
    directory_get: () => ({
      categories: [
        { id: "c1", name: "Kinh tế - Xã hội", slug: "kinh-te-xa-hoi", position: 0 },
        { id: "c2", name: "Quy hoạch", slug: "quy-hoach", position: 1 },
      ],
      people: [{ id: "n1", name: "Trần Kim Huy", pen_name: "PYP" }],
      tags: ["Phú Yên", "Đầu tư công"],
    }),
    revision_list: () => ({
      rows: Array.from({ length: revision }, (_, index) => ({
        id: `r${revision - index}`,
        at: new Date(Date.now() - index * 900_000).toISOString(),
        by: index === 2 ? "Lê Thị Thu Hà" : "Trần Kim Huy",
        name: index === 1 ? "Bản gửi duyệt" : "",
        published: index === 2,
        words: 418 - index * 23,
      })),
    }),
    article_preview: () => ({
      body_html: PARAGRAPHS.map((text) => `<p>${text}</p>`).join(
        '<figure><img src="/photo/p1"></figure>',
      ),
      stamp: "14:40:02 - 15/07/2022",
      author_line: "https://baophuyen.vn/ |",
    }),
    text_import: () => ({
      document: { type: "doc", content: [paragraph("x", "Đoạn đã dán từ Word.")] },
      notes: [{ kind: "image_dropped", src: "file:///x.png", alt: "" }],
    }),
  };
  useFakeTransport(answers as Record<string, (request: unknown) => unknown>, PICTURE);
}
