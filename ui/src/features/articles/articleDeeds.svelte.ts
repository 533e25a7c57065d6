// What can be done with articles from the list, each with a word about it and, where it can be taken
// back, the way to do so.

import { toasts } from "../../components/toasts.svelte";
import { formatCount, t } from "../../i18n";
import { call } from "../../ipc/call";
import type { ArticleView, Transition } from "../../ipc/generated";
import { ask, canAsk, reportError, router } from "../../shell";

/** Steps that ask something before they are taken. */
export interface Question {
  step: "return" | "take_down";
  ids: readonly string[];
}

/** What deeds need to know of the list they change. */
export interface Room {
  /** Lets go of articles that leave the list. */
  forget(ids: readonly string[]): void;
  /** The article itself. */
  get(id: string): Promise<ArticleView>;
}

export class ArticleDeeds {
  /** The question that stands open. */
  question = $state.raw<Question>();
  /** The article shown in the quick look. */
  looking = $state<string>();
  #undo = $state.raw<{ back: () => Promise<void>; toast: number }>();
  #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Whether the last deed can be taken back. */
  get undoable(): boolean {
    return this.#undo !== undefined;
  }

  async open(id: string): Promise<void> {
    await router.go({ view: "editor", articleId: id });
  }

  async create(): Promise<void> {
    await router.go({ view: "editor", articleId: null });
  }

  /** Makes a copy as a draft and opens it. */
  async duplicate(id: string): Promise<void> {
    const { article } = await call("article_duplicate", { id });
    await this.open(article.id);
  }

  async publish(ids: readonly string[]): Promise<void> {
    if (ids.length > 0 && canAsk("publish")) await ask("publish", { articleIds: ids });
  }

  /** Takes a step of the workflow; those that need a word of the user ask first. */
  async step(step: Exclude<Transition, "publish">, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    if (step === "return" || step === "take_down") this.question = { step, ids };
    else await this.move(step, ids, "");
  }

  /** Takes a step at once. */
  async move(
    step: Exclude<Transition, "publish">,
    ids: readonly string[],
    reason: string,
  ): Promise<void> {
    await call("article_move", { ids: [...ids], transition: step, reason });
    this.question = undefined;
    toasts.show({ text: t().articles.done[step](formatCount(ids.length)) });
  }

  async trash(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await call("article_trash", { ids: [...ids] });
    this.#room.forget(ids);
    this.#done(t().articles.done.trash(formatCount(ids.length)), () => this.#untrash(ids));
  }

  async restore(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#untrash(ids);
    this.#room.forget(ids);
    this.#done(t().articles.done.untrash(formatCount(ids.length)), async () => {
      await call("article_trash", { ids: [...ids] });
    });
  }

  /** Takes the last deed back. */
  async undo(): Promise<void> {
    const last = this.#undo;
    if (!last) return;
    this.#undo = undefined;
    toasts.dismiss(last.toast);
    await last.back();
  }

  async copyLink(id: string): Promise<void> {
    const { url } = await this.#room.get(id);
    if (url === null) return;
    await navigator.clipboard.writeText(url);
    toasts.show({ text: t().articles.done.copyLink });
  }

  async visit(id: string): Promise<void> {
    const { url } = await this.#room.get(id);
    if (url !== null) await call("page_open", { url });
  }

  /** Runs a deed that nobody waits for, and tells when it failed. */
  run(deed: Promise<void>): void {
    deed.catch(reportError);
  }

  async #untrash(ids: readonly string[]): Promise<void> {
    await call("article_restore", { ids: [...ids] });
  }

  #done(text: string, back: () => Promise<void>): void {
    const undo = async () => {
      if (this.#undo?.back === back) this.#undo = undefined;
      await back();
    };
    const toast = toasts.show({ text, action: { label: t().shell.undo, run: undo } });
    this.#undo = { back, toast };
  }
}
