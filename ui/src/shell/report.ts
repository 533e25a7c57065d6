// Telling the user about a failure that has no better place on the screen.

import { toasts } from "../components/toasts.svelte";
import { t } from "../i18n";
import { IpcError } from "../ipc/call";

/** The words for a failure: those of its code, or the general ones. */
export function errorText(error: unknown): string {
  return t().errors[error instanceof IpcError ? error.code : "internal"];
}

/** Shows a failure as a toast, with its technical message as detail. */
export function reportError(error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error);
  toasts.show({ tone: "danger", text: errorText(error), detail });
}
