// What the whole window knows all the time: the library that is open, what the user chose, and how
// things stand with the portal.

import { setLanguage } from "../i18n";
import { call, IpcError, listen } from "../ipc/call";
import type { AppState, Failure, Language, PortalView, Settings, Theme } from "../ipc/generated";

export type Connection = "online" | "offline" | "none";

/** Panes whose edge is dragged tell many widths; only the last is worth writing. */
const SAVE_AFTER_MS = 400;

export class Session {
  #state = $state.raw<AppState>();
  #failure = $state.raw<Failure>();
  #save: ReturnType<typeof setTimeout> | undefined;
  #failed: (error: unknown) => void;

  /** `failed` is told when settings could not be kept. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Asks for everything and follows what changes; returns the way to stop. */
  start(): () => void {
    const stops = [
      listen("waiting_changed", ({ waiting }) => {
        this.#patch({ waiting });
      }),
      listen("portal_changed", ({ portal }) => {
        if (portal.active) this.#patch({ portal });
      }),
      listen("problem_found", ({ failure }) => {
        this.#patch({ problem: failure });
        this.#failed(new IpcError(failure));
      }),
    ];
    void this.reload();
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Asks anew, after another library was opened or a portal was added. */
  async reload(): Promise<void> {
    try {
      this.adopt(await call("app_state", {}));
      this.#failure = undefined;
    } catch (error) {
      if (!(error instanceof IpcError)) throw error;
      this.#failure = error.failure;
    }
  }

  /** Takes over a state that a command answered with. */
  adopt(state: AppState): void {
    this.#state = state;
    this.#apply(state.settings);
  }

  /** Everything at once; `undefined` until the first answer. */
  get state(): AppState | undefined {
    return this.#state;
  }

  /** Why there is no state. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** Changes that wait to be published. */
  get waiting(): number {
    return this.#state?.waiting ?? 0;
  }

  /** The portal in use. */
  get portal(): PortalView | null {
    return this.#state?.portal ?? null;
  }

  /** Whether the portal in use answers; one not spoken to yet counts as answering. */
  get connection(): Connection {
    const connection = this.portal?.connection;
    if (!connection) return "none";
    return connection.state === "online" || connection.state === "unknown" ? "online" : "offline";
  }

  /** Người đăng: who works here. */
  get person(): string {
    return this.#state?.settings.poster ?? "";
  }

  get theme(): Theme {
    return this.#state?.settings.theme ?? "system";
  }
  get language(): Language {
    return this.#state?.settings.language ?? "vi";
  }

  /** Whether the inspector is shown (F4). */
  get inspectorOpen(): boolean {
    return this.#state?.settings.panes["inspector.hidden"] !== 1;
  }
  set inspectorOpen(open: boolean) {
    this.setPane("inspector.hidden", open ? undefined : 1);
  }

  /** The remembered width of a pane in CSS pixels. */
  paneWidth(name: string): number | undefined {
    return this.#state?.settings.panes[name];
  }

  /** Remembers the width of a pane in CSS pixels; `undefined` goes back to the usual one. */
  setPane(name: string, width: number | undefined): void {
    const settings = this.#state?.settings;
    if (!settings) return;
    const others = Object.entries(settings.panes).filter(([pane]) => pane !== name);
    const own = width === undefined ? [] : [[name, width] as const];
    this.change({ panes: Object.fromEntries([...others, ...own]) });
  }

  /** Changes what the user chose: at once in the window, a moment later on the disk. */
  change(changed: Partial<Settings>): void {
    const state = this.#state;
    if (!state) return;
    const settings = { ...state.settings, ...changed };
    this.#state = { ...state, settings };
    this.#apply(settings);
    clearTimeout(this.#save);
    this.#save = setTimeout(() => {
      const latest = this.#state?.settings;
      if (latest) call("settings_save", latest).catch(this.#failed);
    }, SAVE_AFTER_MS);
  }

  #patch(changed: Partial<AppState>): void {
    if (this.#state) this.#state = { ...this.#state, ...changed };
  }

  #apply({ theme, language }: Settings): void {
    const root = document.documentElement;
    if (theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
    setLanguage(language);
  }
}
