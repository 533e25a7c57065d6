// Caption templates: words with variables that are kept under a name.

import { call } from "../../ipc/call";
import type { CaptionTemplate } from "../../ipc/generated";

export type TemplateWords = Pick<CaptionTemplate, "name" | "caption" | "alt" | "credit">;

export const NO_WORDS: TemplateWords = { name: "", caption: "", alt: "", credit: "" };

export class Templates {
  #rows = $state.raw<readonly CaptionTemplate[]>();

  /** `undefined` until they have arrived. */
  get rows(): readonly CaptionTemplate[] | undefined {
    return this.#rows;
  }

  async read(): Promise<void> {
    this.#rows = (await call("template_list", {})).rows;
  }

  /** Keeps a template, new or changed. */
  async save(id: string | null, words: TemplateWords): Promise<void> {
    const tidy = { ...words, name: words.name.trim() };
    this.#rows = (await call("template_save", { id, ...tidy })).rows;
  }

  /** Removes a template; captions made with it stay. Returns the way back. */
  async remove({ id, ...words }: CaptionTemplate): Promise<() => Promise<void>> {
    this.#rows = (await call("template_delete", { id })).rows;
    return () => this.save(id, words);
  }
}
