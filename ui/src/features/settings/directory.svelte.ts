// Categories and people: what there is, adding and renaming.

import { call, IpcError, listen } from "../../ipc/call";
import type { Category, Directory, Failure, Person } from "../../ipc/generated";

export class DirectoryEditor {
  #directory = $state.raw<Directory>();
  #failure = $state.raw<Failure>();

  /** Loads and follows the directory; returns the way to stop. */
  start(): () => void {
    void this.load();
    return listen("library_changed", ({ kinds }) => {
      if (kinds.includes("directory")) void this.load();
    });
  }

  get categories(): readonly Category[] | undefined {
    return this.#directory?.categories;
  }
  get people(): readonly Person[] | undefined {
    return this.#directory?.people;
  }
  get failure(): Failure | undefined {
    return this.#failure;
  }

  async load(): Promise<void> {
    await this.#adopt(call("directory_get", {}));
  }

  /** Adds a category, or renames one. Returns whether that worked. */
  saveCategory(id: string | null, name: string): Promise<boolean> {
    return this.#adopt(call("category_save", { id, name: name.trim() }));
  }

  /** Adds a person, or renames one. Returns whether that worked. */
  savePerson(id: string | null, name: string, penName: string): Promise<boolean> {
    const saved = call("person_save", { id, name: name.trim(), pen_name: penName.trim() });
    return this.#adopt(saved);
  }

  async #adopt(answer: Promise<Directory>): Promise<boolean> {
    try {
      this.#directory = await answer;
      this.#failure = undefined;
      return true;
    } catch (error) {
      if (!(error instanceof IpcError)) throw error;
      this.#failure = error.failure;
      return false;
    }
  }
}
