// Connecting to a portal: what is typed, the check that follows by itself, and setting it up.

import { call, IpcError } from "../../ipc/call";
import type {
  Failure,
  PortalAdd,
  PortalDiagnosis,
  PortalKind,
  PortalView,
} from "../../ipc/generated";

/** Nothing is asked of a portal while somebody still types its address. */
export const CHECK_AFTER_MS = 600;

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

function parsed(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    // Half an address while it is typed.
    return undefined;
  }
}

export class PortalForm {
  kind = $state<PortalKind>("native");
  #url = $state("");
  user = $state("");
  #secret = $state("");
  #diagnosis = $state.raw<PortalDiagnosis>();
  #failure = $state.raw<Failure>();
  #checking = $state(false);
  #connecting = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wish = 0;

  constructor(kind: PortalKind = "native", url = "", user = "") {
    this.kind = kind;
    this.#url = url;
    this.user = user;
  }

  get url(): string {
    return this.#url;
  }
  set url(url: string) {
    this.#url = url;
    this.#changed();
  }
  get secret(): string {
    return this.#secret;
  }
  set secret(secret: string) {
    this.#secret = secret;
    this.#changed();
  }

  get diagnosis(): PortalDiagnosis | undefined {
    return this.#diagnosis;
  }
  /** Why the check or the set-up did not get through. */
  get failure(): Failure | undefined {
    return this.#failure;
  }
  get checking(): boolean {
    return this.#checking;
  }
  get connecting(): boolean {
    return this.#connecting;
  }
  /** Whether the address is one: plain http is only for this machine. */
  get urlUsable(): boolean {
    const url = parsed(this.#url.trim());
    if (!url || url.hostname === "") return false;
    return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  }
  /** Whether everything needed has been entered. */
  get complete(): boolean {
    return this.kind === "local" || (this.urlUsable && this.#secret.trim() !== "");
  }

  /** Tries the portal now. */
  async check(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.complete) return;
    const wish = ++this.#wish;
    this.#checking = true;
    try {
      const diagnosis = await call("portal_check", this.#request());
      if (wish !== this.#wish) return;
      this.#diagnosis = diagnosis;
      this.#failure = undefined;
    } catch (error) {
      if (wish === this.#wish) this.#fail(error);
    } finally {
      if (wish === this.#wish) this.#checking = false;
    }
  }

  /** Sets the portal up; `undefined` when that failed. */
  async connect(): Promise<PortalView | undefined> {
    if (!this.complete || this.#connecting) return undefined;
    this.#connecting = true;
    this.#failure = undefined;
    try {
      return await call("portal_add", this.#request());
    } catch (error) {
      this.#fail(error);
      return undefined;
    } finally {
      this.#connecting = false;
    }
  }

  /** Stops a check that has not begun. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #request(): PortalAdd {
    if (this.kind === "local") return { kind: "local", url: "", user: "", secret: "" };
    return {
      kind: "native",
      url: this.#url.trim(),
      user: this.user.trim(),
      secret: this.#secret.trim(),
    };
  }

  #changed(): void {
    this.#wish += 1;
    this.#checking = false;
    this.#diagnosis = undefined;
    this.#failure = undefined;
    clearTimeout(this.#timer);
    if (this.complete) this.#timer = setTimeout(() => void this.check(), CHECK_AFTER_MS);
  }

  #fail(error: unknown): void {
    if (!(error instanceof IpcError)) throw error;
    this.#failure = error.failure;
  }
}
