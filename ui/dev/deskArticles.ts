// Articles to look at: those of the mock-ups, again and again.

import { fold } from "../src/i18n/fold";
import type {
  Article,
  ArticleFilter,
  ArticleRow,
  ArticleView,
  Check,
  PhotoRow,
  Status,
  SyncState,
} from "../src/ipc/generated";

const asked = new URLSearchParams(location.search);
export const COUNT = Number(asked.get("articles") ?? (asked.has("empty") ? 0 : 10_000));

const TITLES: [string, string, string, string, string, Status, SyncState, string, number | null][] =
  [
    [
      "Triển khai các nhiệm vụ, giải pháp hoàn thiện thể chế liên kết vùng kinh tế - xã hội",
      "UBND tỉnh vừa có văn bản yêu cầu các sở, ban ngành, UBND các huyện, thị xã, thành phố quán triệt và triển khai quyết liệt các nhiệm vụ, giải pháp hoàn thiện thể chế liên kết vùng kinh tế - xã hội",
      "Kinh tế - Xã hội",
      "PYP",
      "Trần Kim Huy",
      "published",
      "changed",
      "2022-07-15T07:40:02Z",
      5,
    ],
    [
      "Đoàn công tác Bộ Kế hoạch và Đầu tư khảo sát tiến độ hạ tầng Khu kinh tế Nam Phú Yên",
      "Đoàn đã đi thực địa tuyến đường trục chính, khu tái định cư Hòa Tâm và khu đất dành cho công nghiệp nặng.",
      "Đầu tư",
      "Lê Thị Thu Hà",
      "Lê Thị Thu Hà",
      "published",
      "conflict",
      "2022-07-15T07:31:00Z",
      47,
    ],
    [
      "Hội nghị lấy ý kiến về Quy hoạch tỉnh Phú Yên thời kỳ 2021-2030, tầm nhìn đến năm 2050 với sự tham gia của các chuyên gia, nhà khoa học",
      "Nhiều ý kiến đề nghị làm rõ định hướng không gian phát triển ven biển, liên kết vùng Duyên hải Nam Trung Bộ.",
      "Quy hoạch",
      "Nguyễn Đức Bình",
      "Trần Kim Huy",
      "approved",
      "new",
      "2022-07-15T04:05:00Z",
      null,
    ],
    [
      "Giải ngân vốn đầu tư công 6 tháng đầu năm: Tập trung tháo gỡ vướng mắc ở các dự án trọng điểm",
      "Sở đề nghị các chủ đầu tư cam kết tiến độ theo từng tháng, kịp thời điều chuyển vốn giữa các dự án.",
      "Đầu tư",
      "Phạm Quốc Tuấn",
      "Lê Thị Thu Hà",
      "approved",
      "new",
      "2022-07-15T02:48:00Z",
      null,
    ],
    [
      "Tập huấn đăng ký doanh nghiệp qua mạng cho cán bộ một cửa cấp huyện",
      "Lớp tập huấn gồm 4 chuyên đề, kết hợp thực hành trực tiếp trên Hệ thống thông tin quốc gia.",
      "Doanh nghiệp",
      "Võ Thị Mỹ Duyên",
      "Võ Thị Mỹ Duyên",
      "in_review",
      "new",
      "2022-07-14T09:20:00Z",
      null,
    ],
    [
      "Khai mạc cuộc thi ảnh “Phú Yên – hoa vàng cỏ xanh” năm 2022",
      "Cuộc thi nhận tác phẩm đến hết ngày 31/8/2022; ảnh đoạt giải được trưng bày tại Quảng trường Nghinh Phong.",
      "Văn hóa",
      "Nguyễn Đức Bình",
      "Trần Kim Huy",
      "published",
      "same",
      "2022-07-13T01:15:00Z",
      118,
    ],
    [
      "Thông báo lịch tiếp công dân tháng 7 của lãnh đạo Sở",
      "Lịch tiếp công dân định kỳ vào sáng thứ Năm hằng tuần tại Phòng Tiếp công dân, tầng 1, trụ sở cơ quan.",
      "Thông báo",
      "Văn phòng Sở",
      "Lê Thị Thu Hà",
      "published",
      "same",
      "2022-07-05T00:30:00Z",
      1046,
    ],
    ["", "", "", "", "Trần Kim Huy", "draft", "new", "2022-07-04T00:30:00Z", null],
    [
      "Phát triển rừng gỗ lớn gắn với chế biến sâu ở các huyện miền núi",
      "Mục tiêu đến năm 2025 có 12.000 ha rừng gỗ lớn, thúc đẩy liên kết vùng nguyên liệu, giúp người trồng rừng ở Đồng Xuân, Sơn Hòa có đầu ra ổn định.",
      "Nông nghiệp",
      "Phạm Quốc Tuấn",
      "Võ Thị Mỹ Duyên",
      "published",
      "same",
      "2022-07-04T08:02:00Z",
      212,
    ],
    [
      "Gỡ thông báo tuyển dụng đã hết hạn",
      "Thông báo hết hiệu lực từ ngày 30/6.",
      "Thông báo",
      "Văn phòng Sở",
      "Trần Kim Huy",
      "taken_down",
      "taken_down",
      "2022-06-30T08:02:00Z",
      88,
    ],
  ];

function rowAt(index: number): ArticleRow {
  const [title, lead, category, byline, poster, status, sync, at, views] = TITLES[
    index % TITLES.length
  ] ?? ["", "", "", "", "", "draft", "new", "2022-07-15T07:40:02Z", null];
  const round = Math.floor(index / TITLES.length);
  return {
    id: `a${index}`,
    title: round > 0 && title !== "" ? `${title} (${round})` : title,
    lead,
    category,
    byline,
    poster,
    status,
    sync,
    updated_at: new Date(Date.parse(at) - round * 86_400_000 * 3).toISOString(),
    views,
    cover: [0, 1, 2, 3, 5, 8].includes(index % TITLES.length) ? `p${index}` : null,
    photo_count: 3,
    title_hits: [],
    lead_hits: [],
  };
}
export const ROWS = Array.from({ length: COUNT }, (_, index) => rowAt(index));
export const binned = new Set<string>();

function hits(text: string, query: string): [number, number][] {
  const at = fold(text).indexOf(fold(query));
  return at < 0 ? [] : [[at, at + query.length]];
}

export function list(filter: ArticleFilter): ArticleRow[] {
  const query = filter.query.trim();
  const found = ROWS.filter(
    (row) =>
      binned.has(row.id) === filter.trashed &&
      (filter.status === null || row.status === filter.status) &&
      (query === "" || fold(`${row.title} ${row.lead}`).includes(fold(query))),
  );
  if (filter.sort === "title") found.sort((a, b) => a.title.localeCompare(b.title, "vi"));
  if (filter.sort === "views") found.sort((a, b) => (a.views ?? -1) - (b.views ?? -1));
  if (filter.sort === "updated") found.sort((a, b) => a.updated_at.localeCompare(b.updated_at));
  if (filter.descending && filter.sort !== "relevance") found.reverse();
  if (query === "") return found;
  return found.map((row) => ({
    ...row,
    title_hits: hits(row.title, query),
    lead_hits: hits(row.lead, query),
  }));
}

export function count(status: Status | null, trashed = false): number {
  return ROWS.filter(
    (row) => binned.has(row.id) === trashed && (status === null || row.status === status),
  ).length;
}

function photo(id: string): PhotoRow {
  return {
    id,
    width: 1200,
    height: 800,
    file_name: `${id}.jpg`,
    caption: "Cảng cá Đông Tác lúc bình minh",
    alt: { kind: "missing" },
    credit: "Trần Kim Huy",
    has_gps: false,
    uses: 1,
    version: 0,
    flag: "none",
    stars: 0,
    taken_at: null,
    duplicates: 0,
    sync: "new",
    missing: false,
    format: "jpeg",
  };
}

const CHECKS: Check[] = (
  [
    "title",
    "title_length",
    "body",
    "category",
    "lead",
    "poster",
    "source",
    "alt_text",
    "credit",
    "consent",
    "gps",
  ] as const
).map((subject) => ({
  subject,
  problem: subject === "consent" ? "error" : subject === "alt_text" ? "reminder" : null,
  photos: subject === "alt_text" ? ["g1", "g2"] : subject === "consent" ? ["g1"] : [],
}));

function articleOf(row: ArticleRow): Article {
  return {
    id: row.id,
    title: row.title,
    lead: row.lead,
    body: { type: "doc", content: [] } as never,
    category: "c1",
    tags: [],
    keywords: [],
    genre: "news",
    byline: { kind: "internal", name: row.byline },
    sign_off: "(PYP)",
    source: { name: "", url: "https://baophuyen.vn/", repost: null },
    poster: row.poster,
    editor: "",
    approver: "",
    cover: row.cover,
    gallery: ["g1", "g2"],
    attachments: [],
    featured: false,
    publish_at: null,
    expire_at: null,
    slug: "",
    status: row.status,
    return_reason: "",
    created_at: row.updated_at,
    updated_at: row.updated_at,
    updated_by_hand: false,
  };
}

export function view(id: string): ArticleView {
  const row = ROWS.find((found) => found.id === id) ?? rowAt(0);
  const published = ["same", "changed", "conflict"].includes(row.sync);
  return {
    article: articleOf(row),
    revision: "r1",
    saved_at: row.updated_at,
    sync: row.sync,
    url: published ? `http://127.0.0.1:8080/bai/${id}` : null,
    views: row.views,
    views_at: row.views === null ? null : "2022-07-15T07:52:00Z",
    checks: CHECKS,
    photos: row.cover === null ? [] : [photo(row.cover), photo("g1"), photo("g2")],
    recovered: null,
  };
}

export const PREVIEW = `<p>Các sở, ban ngành, huyện, thị xã, thành phố rà soát các quy hoạch liên quan để tham mưu UBND tỉnh điều chỉnh hoặc phối hợp với các bộ, ngành Trung ương liên quan xây dựng mới hoặc điều chỉnh các quy hoạch ngành phù hợp với nhu cầu phát triển của vùng và Luật Quy hoạch 2017.</p><figure><img src="/photo/p0" alt=""><figcaption>Cảng cá Đông Tác</figcaption></figure><p>Sở KH-ĐT chủ trì, phối hợp với các sở, ban ngành, địa phương liên quan.</p>`;
