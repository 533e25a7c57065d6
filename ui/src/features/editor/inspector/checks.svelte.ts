// The checks of one article and their fixes.

import type { AltText } from "../../../ipc/generated";
import type { ArticleEditor } from "../articleEditor.svelte";
import { checkItems, passedSubjects, usualCredit, type CheckItem } from "./checkItems";

export class Checks {
  #editor: ArticleEditor;
  #bodyPhotos: () => readonly string[];
  #person: () => string;
  /** Fixes at work, by key. */
  busy = $state.raw<ReadonlySet<string>>(new Set());

  constructor(editor: ArticleEditor, bodyPhotos: () => readonly string[], person: () => string) {
    this.#editor = editor;
    this.#bodyPhotos = bodyPhotos;
    this.#person = person;
  }

  /** All photos of the article in reading order. */
  get photos(): string[] {
    return [...new Set([...this.#bodyPhotos(), ...this.#editor.article.gallery])];
  }

  get items(): CheckItem[] {
    const { article, photos, view } = this.#editor;
    return checkItems(view.checks, {
      article,
      photos: this.photos,
      find: (id) => photos.find(id),
      person: this.#person(),
    });
  }

  get passed() {
    return passedSubjects(this.#editor.view.checks);
  }
  get total(): number {
    return this.#editor.view.checks.length;
  }
  get errors(): number {
    return this.items.filter(({ severity }) => severity === "error").length;
  }
  /** What F8 fixes. */
  get fixable(): CheckItem[] {
    return this.items.filter(({ proposal }) => proposal !== undefined);
  }
  /** The credit most of the article's photos have. */
  get usualCredit(): string | undefined {
    return usualCredit(this.photos.map((id) => this.#editor.photos.find(id)));
  }

  async setAlt(item: CheckItem, alt: AltText): Promise<void> {
    await this.#photo(item, (photo) => this.#editor.photos.update(photo, { alt }));
  }
  async setCredit(item: CheckItem, credit: string): Promise<void> {
    await this.#photo(item, (photo) => this.#editor.photos.update(photo, { credit }));
  }
  async setConsent(item: CheckItem): Promise<void> {
    await this.#photo(item, (photo) => this.#editor.photos.update(photo, { consent: true }));
  }

  /** Makes every proposed fix; answers with how many. */
  async fixAll(): Promise<number> {
    const items = this.fixable;
    for (const item of items) await this.#propose(item);
    await this.#editor.recheck();
    return items.length;
  }

  /** Makes the proposed fix of one item. */
  async fix(item: CheckItem): Promise<void> {
    await this.#working(item, () => this.#propose(item));
  }

  async #propose({ proposal, ...item }: CheckItem): Promise<void> {
    if (proposal === undefined) return;
    const { photos } = this.#editor;
    if (item.subject === "alt_text") {
      await photos.update(item.photo, { alt: { kind: "text", text: proposal } });
    } else if (item.subject === "credit") await photos.update(item.photo, { credit: proposal });
    else if (item.subject === "poster") this.#editor.patch({ poster: proposal });
  }

  async #photo(item: CheckItem, change: (photo: string) => Promise<void>): Promise<void> {
    if ("photo" in item) await this.#working(item, () => change(item.photo));
  }

  async #working(item: CheckItem, work: () => Promise<void>): Promise<void> {
    this.busy = new Set([...this.busy, item.key]);
    try {
      await work();
      await this.#editor.recheck();
    } finally {
      this.busy = new Set([...this.busy].filter((key) => key !== item.key));
    }
  }
}
