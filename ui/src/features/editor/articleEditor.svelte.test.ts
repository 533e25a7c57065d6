import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { AppEvent, Article, ArticleSave, Document } from "../../ipc/generated";
import { ArticleEditor, type TextSource } from "./articleEditor.svelte";
import { articleOf, viewOf } from "./testArticle";

/** What Rust holds in these tests: one article and its revision. */
let kept: Article;
let revision: number;
let journal: Article | undefined;
let send: (event: AppEvent) => void;
let failing: string | undefined;
/** What somebody else does just before a call is answered. */
let meanwhile: (name: string) => void;
let text: TextSource & { document: Document };
let editor: ArticleEditor;
let stop: () => void;

function answer(name: string, request: unknown): unknown {
  meanwhile(name);
  if (failing) throw Object.assign(new Error(), { code: failing, message: "", fields: {} });
  const view = () => viewOf(kept, { revision: `r${revision}` });
  if (name === "article_get" || name === "article_discard_recovered") return view();
  if (name === "article_journal") {
    journal = (request as { article: Article }).article;
    return { at: "2022-07-15T07:40:02Z" };
  }
  if (name !== "article_save") throw new Error(`no answer for ${name}`);
  const sent = request as ArticleSave;
  if (sent.revision !== `r${revision}`) {
    throw Object.assign(new Error(), { code: "stale", message: "", fields: {} });
  }
  kept = { ...sent.article, title: sent.article.title.trim() };
  revision += 1;
  return view();
}

const RECOVERED_AT = "2022-07-15T07:39:58Z";

function start(typed?: Article): void {
  const recovered = typed ? { article: typed, at: RECOVERED_AT } : null;
  editor = new ArticleEditor(viewOf(kept, { revision: `r${revision}`, recovered }));
  text = {
    document: (typed ?? kept).body,
    replace: (document) => (text.document = document),
  };
  stop = editor.follow(text);
}

beforeEach(() => {
  kept = articleOf();
  revision = 1;
  journal = undefined;
  failing = undefined;
  meanwhile = () => undefined;
  setTransport({
    call: (name, request) => Promise.resolve().then(() => answer(name, request)),
    listen: (handler) => {
      send = handler;
      return () => undefined;
    },
    photoRoot: () => "photo://localhost/",
  });
  start();
});
afterEach(() => {
  stop();
  setTransport(undefined);
});

const typed = (words: string): Document => ({
  type: "doc",
  content: [
    {
      type: "paragraph",
      attrs: { id: "b1", textAlign: null },
      content: [{ type: "text", text: words }],
    },
  ],
});

describe("saving", () => {
  /** The text lives in the editor: a save without it would store the words of yesterday. */
  it("sends the fields and the text as they are on screen", async () => {
    editor.patch({ title: "Tiêu đề mới" });
    text.document = typed("Mới gõ");
    await editor.autosave.flush();
    expect(journal).toMatchObject({ title: "Tiêu đề mới", body: typed("Mới gõ") });
    await editor.autosave.save();
    expect(kept).toMatchObject({ title: "Tiêu đề mới", body: typed("Mới gõ") });
  });

  /** A blank that is tidied away under the cursor sticks the next word to the last. */
  it("leaves a title on screen as it is typed", async () => {
    editor.patch({ title: "Tiêu đề " });
    await editor.autosave.save();
    expect(kept.title).toBe("Tiêu đề");
    expect(editor.article.title).toBe("Tiêu đề ");
  });

  it("keeps the text and says so when the disk is full", async () => {
    failing = "disk_full";
    editor.patch({ title: "Chưa lưu" });
    await expect(editor.autosave.save()).rejects.toThrow();
    expect(editor.autosave.phase).toBe("failed");
    expect(editor.article.title).toBe("Chưa lưu");
    failing = undefined;
    await editor.autosave.save();
    expect(kept.title).toBe("Chưa lưu");
  });
});

describe("somebody else saved", () => {
  it("is joined without a question when the fields differ", async () => {
    editor.patch({ title: "Của tôi" });
    kept = { ...kept, gallery: ["p1"], status: "in_review" };
    revision = 2;
    await editor.autosave.save();
    expect(kept).toMatchObject({ title: "Của tôi", gallery: ["p1"] });
    expect(editor.article).toMatchObject({ gallery: ["p1"], status: "in_review" });
    expect(editor.clash).toBeUndefined();
  });

  /** Photos of an import that finishes while somebody writes belong to the article at once. */
  it("is told by an event, and comes without touching the text", async () => {
    text.document = typed("Đang gõ dở");
    editor.autosave.touched();
    kept = { ...kept, gallery: ["p7"] };
    revision = 2;
    send({ type: "library_changed", kinds: ["articles"] });
    await vi.waitFor(() => {
      expect(editor.article.gallery).toEqual(["p7"]);
    });
    expect(text.document).toEqual(typed("Đang gõ dở"));
    await editor.autosave.save();
    expect(kept).toMatchObject({ gallery: ["p7"], body: typed("Đang gõ dở") });
  });

  /** Saving over another's words without showing them is the loss this app exists to prevent. */
  it("is shown when both changed the same, and nothing is saved over it before", async () => {
    editor.patch({ title: "Của tôi" });
    kept = { ...kept, title: "Của người kia" };
    revision = 2;
    await expect(editor.autosave.save()).rejects.toThrow();
    expect(kept.title).toBe("Của người kia");
    expect(editor.clash?.fields).toEqual(["title"]);

    await editor.keepMine();
    expect(kept.title).toBe("Của tôi");
    expect(revision).toBe(3);
    expect(editor.clash).toBeUndefined();
  });

  it("can be taken over, with a way back to what was typed", async () => {
    text.document = typed("Của tôi");
    editor.autosave.touched();
    kept = { ...kept, body: typed("Của người kia") };
    revision = 2;
    await expect(editor.autosave.save()).rejects.toThrow();
    const back = editor.takeTheirs();
    expect(text.document).toEqual(typed("Của người kia"));
    back();
    expect(text.document).toEqual(typed("Của tôi"));
    await editor.autosave.save();
    expect(kept.body).toEqual(typed("Của tôi"));
  });
});

describe("what was recovered", () => {
  it("is on screen at once, becomes a version with the next save, and can be put away", async () => {
    stop();
    start(articleOf({ title: "Viết dở", body: typed("Viết dở") }));
    expect(editor.article.title).toBe("Viết dở");
    expect(editor.recoveredAt).toBe(RECOVERED_AT);
    expect(editor.autosave.at).toBe(RECOVERED_AT);

    await editor.discardRecovered();
    expect(editor.article.title).toBe(kept.title);
    expect(text.document).toEqual(kept.body);
    expect(editor.autosave.unsaved).toBe(false);

    stop();
    start(articleOf({ title: "Viết dở" }));
    await editor.autosave.save();
    expect(kept.title).toBe("Viết dở");
    expect(editor.recoveredAt).toBeUndefined();
  });
});

describe("following in an effect", () => {
  /** After the first save the window would say "saving" for ever and write nothing more. */
  it("goes on saving after something was saved", async () => {
    stop();
    editor = new ArticleEditor(viewOf(kept, { revision: `r${revision}` }));
    const end = $effect.root(() => {
      $effect(() => editor.follow(text));
    });
    flushSync();
    editor.patch({ title: "Lần đầu" });
    await editor.autosave.save();
    flushSync();

    vi.useFakeTimers();
    editor.patch({ title: "Lần sau" });
    await vi.advanceTimersByTimeAsync(2000);
    vi.useRealTimers();

    expect(journal?.title).toBe("Lần sau");
    end();
  });
});

describe("photos dropped on the article", () => {
  /** What an import does with each batch of photos. */
  function bringIn(...photos: string[]): void {
    kept = { ...kept, gallery: [...kept.gallery, ...photos] };
    revision += 1;
    send({ type: "library_changed", kinds: ["photos", "articles"] });
  }
  const shown = (gallery: string[]) =>
    vi.waitFor(() => {
      expect(editor.article.gallery).toEqual(gallery);
    });

  /** Photos that only reached the library would be missing on the page without a word. */
  it("come into its gallery as they arrive", async () => {
    bringIn("p1");
    await shown(["p1"]);
    bringIn("p2");
    await shown(["p1", "p2"]);
    expect(editor.autosave.unsaved).toBe(false);
  });

  /** A photo that was taken out while the import went on would come back. */
  it("stay out once they are taken out", async () => {
    bringIn("p1");
    await shown(["p1"]);
    editor.patch({ gallery: [] });
    bringIn("p2");
    await shown(["p2"]);
    await editor.autosave.save();
    expect(kept.gallery).toEqual(["p2"]);
  });

  /** What is typed would come back after a power cut without the photos. */
  it("reach the journal together with what is typed", async () => {
    editor.patch({ title: "Đang gõ" });
    await editor.autosave.flush();
    bringIn("p1");
    await shown(["p1"]);
    await editor.autosave.flush();
    expect(journal).toMatchObject({ title: "Đang gõ", gallery: ["p1"] });
  });

  /** A save that meets batch after batch would be told as failed, with nothing wrong. */
  it("do not keep a save from getting through", async () => {
    let batches = 3;
    meanwhile = (name) => {
      if (name !== "article_save" || batches === 0) return;
      batches -= 1;
      bringIn(`p${3 - batches}`);
    };
    editor.patch({ title: "Lưu giữa chừng" });
    await editor.autosave.save();
    expect(kept).toMatchObject({ title: "Lưu giữa chừng", gallery: ["p1", "p2", "p3"] });
  });
});
