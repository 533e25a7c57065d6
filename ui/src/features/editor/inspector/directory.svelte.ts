// The names there are to choose from: categories, people, tags. Asked for once, and again when
// another place of the window changed them.

import { call, listen } from "../../../ipc/call";
import type { Directory } from "../../../ipc/generated";

export class Names {
  #directory = $state.raw<Directory>({ categories: [], people: [], tags: [] });
  #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Follows changes; returns the way to stop. */
  follow(): () => void {
    void this.#load();
    return listen("library_changed", ({ kinds }) => {
      if (kinds.includes("directory")) void this.#load();
    });
  }

  get categories() {
    return this.#directory.categories;
  }
  get tags(): string[] {
    return this.#directory.tags;
  }
  /** Full names. */
  get people(): string[] {
    return this.#directory.people.map(({ name }) => name);
  }
  /** Pen names where there are any, and full names. */
  get authors(): string[] {
    const names = this.#directory.people.flatMap(({ name, pen_name }) => [pen_name, name]);
    return [...new Set(names.filter(Boolean))];
  }

  /** Adds a category; answers with its id. */
  async addCategory(name: string): Promise<string | undefined> {
    this.#directory = await call("category_save", { id: null, name });
    const wanted = name.trim().normalize("NFC");
    return this.categories.find((category) => category.name === wanted)?.id;
  }

  async #load(): Promise<void> {
    try {
      this.#directory = await call("directory_get", {});
    } catch (error) {
      this.#failed(error);
    }
  }
}
