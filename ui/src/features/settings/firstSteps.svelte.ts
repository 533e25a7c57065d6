// The first start: where the library lies, which portal, and who publishes. Each step is done at
// once, so that whoever closes the window half way has lost nothing.

import { call, IpcError } from "../../ipc/call";
import type { AppState, Failure } from "../../ipc/generated";
import { session } from "../../shell";
import { PortalForm } from "./portalForm.svelte";

export const STEPS = ["library", "portal", "person"] as const;
export type Step = (typeof STEPS)[number];

export class FirstSteps {
  #step = $state<Step>("library");
  /** A new library, or one that is there already. */
  mode = $state<"create" | "open">("create");
  folder = $state("");
  existing = $state("");
  name = $state("");
  penName = $state("");
  readonly portal = new PortalForm("local");
  #busy = $state(false);
  #failure = $state.raw<Failure>();
  #opened = $state.raw<AppState>();

  constructor(folder: string) {
    this.folder = folder;
  }

  get step(): Step {
    return this.#step;
  }
  get busy(): boolean {
    return this.#busy || this.portal.connecting;
  }
  get failure(): Failure | undefined {
    return this.#failure;
  }
  /** Whether the library is open already: then its step is behind us. */
  get opened(): boolean {
    return this.#opened !== undefined;
  }
  /** The folder of the chosen way. */
  get path(): string {
    return this.mode === "create" ? this.folder : this.existing;
  }

  /** Lets the user choose the folder in the system's dialog. */
  async choose(): Promise<void> {
    await this.#try(async () => {
      const { path } = await call("library_choose", {});
      if (path === null) return;
      if (this.mode === "create") this.folder = path;
      else this.existing = path;
      this.#failure = undefined;
    });
  }

  /** Makes or opens the library and goes on to what is not known yet. */
  async openLibrary(path = this.path, create = this.mode === "create"): Promise<void> {
    await this.#try(async () => {
      const state = await call("library_open", { path: path.trim(), create });
      this.#opened = state;
      this.name ||= state.settings.poster;
      // The window stays here until all steps are done, but knows what has been chosen.
      session.adopt({ ...state, library: null, problem: null });
      if (state.portal === null) this.#step = "portal";
      else if (state.settings.poster === "") this.#step = "person";
      else await this.#leave();
    });
  }

  /** Sets the chosen portal up and goes on. */
  async connect(): Promise<void> {
    const portal = await this.portal.connect();
    if (portal) this.#step = "person";
  }

  /** Keeps who publishes, and begins. */
  async finish(): Promise<void> {
    await this.#try(async () => {
      const name = this.name.trim();
      if (name !== "") {
        const settings = session.state?.settings ?? this.#opened?.settings;
        if (settings) await call("settings_save", { ...settings, poster: name });
        await this.#list(name);
      }
      await this.#leave();
    });
  }

  /** Begins without what is still open. */
  async later(): Promise<void> {
    this.portal.stop();
    await this.#try(() => this.#leave());
  }

  back(): void {
    this.#failure = undefined;
    if (this.#step === "person") this.#step = "portal";
  }

  /** Names the poster among the people, unless somebody of that name is there. */
  async #list(name: string): Promise<void> {
    const { people } = await call("directory_get", {});
    const penName = this.penName.trim();
    const known = people.find((person) => person.name === name);
    if (known && (penName === "" || known.pen_name === penName)) return;
    await call("person_save", { id: known?.id ?? null, name, pen_name: penName });
  }

  async #leave(): Promise<void> {
    session.adopt(await call("app_state", {}));
  }

  async #try(deed: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#failure = undefined;
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof IpcError)) throw error;
      this.#failure = error.failure;
    } finally {
      this.#busy = false;
    }
  }
}
