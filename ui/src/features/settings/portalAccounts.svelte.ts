// Portal accounts: which there are, which one is in use, and leaving one.

import { toasts } from "../../components/toasts.svelte";
import { t } from "../../i18n";
import { call, listen } from "../../ipc/call";
import type { PortalView } from "../../ipc/generated";
import { reportError, session } from "../../shell";

export class PortalAccounts {
  #rows = $state.raw<readonly PortalView[]>();
  #busy = $state(false);

  /** Loads and follows the accounts; returns the way to stop. */
  start(): () => void {
    void this.#try(() => this.#load());
    return listen("portal_changed", () => void this.#try(() => this.#load()));
  }

  /** `undefined` until they have arrived. */
  get rows(): readonly PortalView[] | undefined {
    return this.#rows;
  }
  get busy(): boolean {
    return this.#busy;
  }

  async addLocal(): Promise<void> {
    this.#busy = true;
    await this.#try(async () => {
      await this.added(await call("portal_add", { kind: "local", url: "", user: "", secret: "" }));
    });
    this.#busy = false;
  }

  /** A portal has been set up. */
  async added({ name }: PortalView): Promise<void> {
    await this.#try(() => this.#follow());
    toasts.show({ text: t().settings.portals.added(name) });
  }

  async activate({ id, name }: PortalView): Promise<void> {
    await this.#try(async () => {
      await call("portal_activate", { id });
      await this.#follow();
      toasts.show({ text: t().settings.portals.activated(name) });
    });
  }

  async remove({ id, name }: PortalView): Promise<void> {
    await this.#try(async () => {
      await call("portal_remove", { id });
      await this.#follow();
      toasts.show({ text: t().settings.portals.removed(name) });
    });
  }

  /** The window's own picture of the portal follows the accounts. */
  async #follow(): Promise<void> {
    await this.#load();
    await session.reload();
  }

  async #load(): Promise<void> {
    this.#rows = (await call("portal_list", {})).rows;
  }

  async #try(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (error) {
      reportError(error);
    }
  }
}
