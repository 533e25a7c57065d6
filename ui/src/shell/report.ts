// Telling the user about a failure that has no better place on the screen.

import { toasts } from "../components/toasts.svelte";
import { t } from "../i18n";
import { IpcError } from "../ipc/call";
import type { Failure } from "../ipc/generated";

/** The sentence for a failure that came as data. */
export function failureText({ code, fields }: Pick<Failure, "code" | "fields">): string {
  const words = t().errors[code];
  return typeof words === "string" ? words : words(fields);
}

/** The sentence for whatever was thrown: that of its code, or the general one. */
export function errorText(error: unknown): string {
  return failureText(error instanceof IpcError ? error.failure : { code: "internal", fields: {} });
}

/** Shows a failure as a toast, with its technical message as detail. */
export function reportError(error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error);
  toasts.show({ tone: "danger", text: errorText(error), detail });
}
