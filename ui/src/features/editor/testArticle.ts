// An article for tests.

import type { Article, ArticleView } from "../../ipc/generated";

/** A draft that says little; `changed` says more. */
export function articleOf(changed: Partial<Article> = {}): Article {
  return {
    id: "a1",
    title: "Triển khai các nhiệm vụ",
    lead: "UBND tỉnh vừa có văn bản",
    body: {
      type: "doc",
      content: [
        {
          type: "paragraph",
          attrs: { id: "b1", textAlign: null },
          content: [{ type: "text", text: "Các sở, ban ngành" }],
        },
      ],
    },
    category: "c1",
    tags: [],
    keywords: [],
    genre: "news",
    byline: { kind: "internal", name: "" },
    sign_off: "",
    source: { name: "", url: "", repost: null },
    poster: "Trần Kim Huy",
    editor: "",
    approver: "",
    cover: null,
    gallery: [],
    attachments: [],
    featured: false,
    publish_at: null,
    expire_at: null,
    slug: "",
    status: "draft",
    return_reason: "",
    created_at: "2022-07-15T06:58:00Z",
    updated_at: "2022-07-15T07:40:02Z",
    updated_by_hand: false,
    ...changed,
  };
}

/** The same as Rust answers with it. */
export function viewOf(article: Article, changed: Partial<ArticleView> = {}): ArticleView {
  return {
    article,
    revision: "r1",
    saved_at: "2022-07-15T07:40:02Z",
    sync: "new",
    url: null,
    views: null,
    views_at: null,
    checks: [],
    photos: [],
    recovered: null,
    ...changed,
  };
}
