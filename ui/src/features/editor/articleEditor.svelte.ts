// One article while it is edited: what is on screen, what is saved, and how the two come together.

import { untrack } from "svelte";
import { call, IpcError, listen } from "../../ipc/call";
import type { Article, ArticleView, Document } from "../../ipc/generated";
import { Autosave, IDLE_MS } from "./autosave.svelte";
import { PhotoBook } from "./photoBook.svelte";
import { rebase } from "./rebase";

/** While somebody works through the checks, they are looked at again this soon (ms). */
const IDLE_WHILE_CHECKING_MS = 3_000;
/** An import saves the article with each batch of photos: one save may meet that many in a row. */
const MOST_JOINS = 4;

/** The text as the editor holds it; the article asks for it when something is written. */
export interface TextSource {
  readonly document: Document;
  replace(document: Document): void;
}

/** What somebody else saved while this was edited. */
export interface Clash {
  fresh: ArticleView;
  fields: (keyof Article)[];
}

export class ArticleEditor {
  /** All but the text, as on screen; the text is in the editor. */
  article = $state.raw() as Article;
  view = $state.raw() as ArticleView;
  clash = $state.raw<Clash>();
  /**
   * When the text on screen was typed, if the program ended before it was saved (RFC 3339): it can be
   * put away.
   */
  recoveredAt = $state<string>();
  /** Somebody works through the checks. */
  checking = $state(false);
  readonly autosave: Autosave;
  readonly photos: PhotoBook;

  #text: TextSource | undefined;
  /** As the editor wrote it when nothing was changed yet. */
  #start: Article;
  #stops: (() => void)[] = [];

  constructor(view: ArticleView) {
    this.view = view;
    this.article = view.recovered?.article ?? view.article;
    this.#start = view.article;
    this.recoveredAt = view.recovered?.at;
    this.photos = new PhotoBook(view.photos);
    this.autosave = new Autosave(
      {
        journal: async () => (await call("article_journal", { article: this.current })).at,
        save: (name) => this.#save(name),
        idle: () => (this.checking ? IDLE_WHILE_CHECKING_MS : IDLE_MS),
      },
      view.saved_at,
    );
    if (view.recovered) this.autosave.recovered(view.recovered.at);
  }

  /** Opens an article. */
  static async open(id: string): Promise<ArticleEditor> {
    return new ArticleEditor(await call("article_get", { id }));
  }

  /** Follows what happens to the article elsewhere; returns the way to stop. */
  follow(text: TextSource): () => void {
    this.#text = text;
    // Whoever calls this in an effect must not follow anew, and stop saving, when something is saved.
    untrack(() => {
      if (this.recoveredAt === undefined)
        this.#start = { ...this.view.article, body: text.document };
    });
    this.#stops = [
      listen("library_changed", ({ kinds }) => {
        if (kinds.includes("articles")) void this.#refresh();
        if (kinds.includes("photos")) void this.photos.reload();
      }),
    ];
    return () => {
      for (const stop of this.#stops) stop();
      this.autosave.stop();
    };
  }

  /** The article with the text as it is on screen. */
  get current(): Article {
    return { ...this.article, body: this.#text?.document ?? this.article.body };
  }

  /** Changes fields of the article. */
  patch(changed: Partial<Article>): void {
    this.article = { ...this.article, ...changed };
    this.autosave.touched();
  }

  /** Saves and looks at everything again, for the checks. */
  async recheck(): Promise<void> {
    if (this.autosave.unsaved) await this.autosave.save();
    else this.#adoptFacts(await call("article_get", { id: this.article.id }));
  }

  /** Puts the recovered text away and shows what was saved. */
  async discardRecovered(): Promise<void> {
    const view = await call("article_discard_recovered", { id: this.article.id });
    this.recoveredAt = undefined;
    this.#show(view);
  }

  /** Shows another version of the article, as saved. */
  async restore(revision: string): Promise<void> {
    await this.autosave.save();
    this.#show(await call("revision_restore", { id: revision }));
  }

  /** Keeps what is typed here, as a new version over the one that came in between. */
  async keepMine(): Promise<void> {
    const { clash } = this;
    if (!clash) return;
    this.#rest(clash.fresh);
    this.clash = undefined;
    await this.autosave.save("", { always: true });
  }

  /** Shows what was saved elsewhere; returns the way back to what was typed here. */
  takeTheirs(): () => void {
    const { clash, current } = this;
    if (!clash) return () => undefined;
    this.clash = undefined;
    this.#show(clash.fresh);
    return () => {
      this.article = current;
      this.#text?.replace(current.body);
      this.autosave.touched();
    };
  }

  async #save(versionName: string): Promise<string> {
    for (let joins = 0; ; joins += 1) {
      if (this.clash) throw new IpcError(staleFailure());
      try {
        return await this.#send(versionName);
      } catch (error) {
        const stale = error instanceof IpcError && error.failure.code === "stale";
        if (!stale || joins === MOST_JOINS) throw error;
      }
      // Somebody saved in between: join what can be joined, and save over that.
      this.#join(await call("article_get", { id: this.article.id }));
    }
  }

  async #send(versionName: string): Promise<string> {
    const sent = this.current;
    const view = await call("article_save", {
      article: sent,
      revision: this.view.revision,
      version_name: versionName,
    });
    // Texts that were tidied on the way (blanks at the ends) stay on screen as they were typed.
    const { status, slug, return_reason, approver, created_at } = view.article;
    const stamp = this.article.updated_by_hand ? {} : { updated_at: view.article.updated_at };
    this.article = {
      ...this.article,
      ...{ status, return_reason, approver, created_at },
      ...(this.article.slug === sent.slug ? { slug } : {}),
      ...stamp,
    };
    this.view = view;
    this.#start = { ...sent, ...stamp, status, return_reason, approver, created_at };
    this.recoveredAt = undefined;
    this.photos.adopt(view.photos);
    return view.saved_at;
  }

  /** Something about articles changed: perhaps this one, perhaps by this window itself. */
  async #refresh(): Promise<void> {
    try {
      // In turn with our own saves: the news may be of one that has not answered yet.
      await this.autosave.inTurn(async () => {
        const fresh = await call("article_get", { id: this.article.id });
        if (fresh.revision === this.view.revision) this.#adoptFacts(fresh);
        else this.#join(fresh);
      });
      // The journal holds what is on screen, so it must hold what came in as well.
      if (this.autosave.unsaved) this.autosave.touched();
    } catch {
      // Nothing is lost by not knowing yet: a save over a newer version is refused and joined then.
    }
  }

  #join(fresh: ArticleView): void {
    const mine = this.current;
    const { article, conflicts } = rebase({
      base: this.view.article,
      start: this.#start,
      mine,
      fresh: fresh.article,
    });
    if (conflicts.length > 0) {
      this.clash = { fresh, fields: conflicts };
      return;
    }
    const newText = JSON.stringify(article.body) !== JSON.stringify(mine.body);
    this.#rest(fresh);
    this.article = article;
    if (!newText || !this.#text) return;
    this.#text.replace(article.body);
    this.#start = { ...this.#start, body: this.#text.document };
  }

  /** What is on screen now rests on this version. */
  #rest(fresh: ArticleView): void {
    this.view = fresh;
    this.#start = { ...fresh.article, body: this.#start.body };
    this.photos.adopt(fresh.photos);
  }

  #adoptFacts(fresh: ArticleView): void {
    if (fresh.revision !== this.view.revision) return;
    this.view = { ...fresh, article: this.view.article };
    this.photos.adopt(fresh.photos);
  }

  #show(view: ArticleView): void {
    this.view = view;
    this.article = view.article;
    this.photos.adopt(view.photos);
    this.#text?.replace(view.article.body);
    this.#start = { ...view.article, body: this.#text?.document ?? view.article.body };
    this.autosave.reset(view.saved_at);
  }
}

function staleFailure() {
  return {
    code: "stale",
    message: "saved elsewhere in between",
    fields: {},
    retryable: false,
  } as const;
}
