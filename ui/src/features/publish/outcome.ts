// Reading a publishing run: what became of its items and what can be done about a failure. Pure.

import type { Failure, PublishItemView, PublishPhase, PublishRun } from "../../ipc/generated";

/** The steps in order. */
export const STEPS = ["preparing", "comparing", "sending", "verifying"] as const;
export type Step = (typeof STEPS)[number];

/** How far a step is while the run is in `phase`. */
export function stepState(step: Step, phase: PublishPhase): "done" | "current" | "waiting" {
  if (phase === "finished") return "done";
  const at = STEPS.indexOf(phase);
  const own = STEPS.indexOf(step);
  if (own === at) return "current";
  return own < at ? "done" : "waiting";
}

/** How a run went, item by item. */
export interface Outcome {
  /** Items meant to go out: all but those held back by a conflict. */
  all: number;
  verified: number;
  conflicts: number;
  takenDown: number;
  /** Ended and everything meant to go out is verified. */
  whole: boolean;
  /** When the last item was read back, RFC 3339. */
  at: string | undefined;
}

export function outcomeOf({ plan, phase }: PublishRun): Outcome {
  const conflicts = plan.items.filter(({ state }) => state.state === "conflict").length;
  const verified = plan.items.filter(({ state }) => state.state === "verified");
  const all = plan.items.length - conflicts;
  const times = verified.flatMap(({ state }) => (state.state === "verified" ? [state.at] : []));
  return {
    all,
    verified: verified.length,
    conflicts: Math.max(conflicts, plan.conflicts),
    takenDown: verified.filter(({ action }) => action === "take_down").length,
    whole: phase === "finished" && all > 0 && verified.length === all,
    at: times.toSorted().at(-1),
  };
}

/** The item being worked on, counted from 1. */
export function itemAt({ plan }: PublishRun): number {
  const going = plan.items.filter(({ state }) => state.state !== "conflict");
  const over = going.filter(
    ({ state }) => !["waiting", "sending", "verifying"].includes(state.state),
  ).length;
  return Math.min(going.length, over + 1);
}

/** The item whose photos were being sent when the run broke off. */
export function brokenOff(run: PublishRun): { item: PublishItemView; photos: number } | undefined {
  if (!run.failure) return undefined;
  for (const item of run.plan.items) {
    if (item.state.state === "sending" && item.photos > 0) {
      return { item, photos: item.state.photos };
    }
  }
  return undefined;
}

/** What the user can do about a failure. */
export type Remedy = "retry" | "retryNow" | "newToken" | "storage" | "settings";

export function remedyOf({ code, retryable }: Failure): Remedy | undefined {
  switch (code) {
    case "portal_unauthorized":
    case "portal_forbidden":
    case "secret_missing":
      return "newToken";
    case "portal_busy":
      return "retryNow";
    case "disk_full":
      return "storage";
    case "portal_address":
    case "portal_untrusted":
    case "portal_protocol":
    case "no_portal":
      return "settings";
    case "portal_unavailable":
    case "portal_incomplete":
      return "retry";
    default:
      return retryable ? "retry" : undefined;
  }
}

/** The part of an address that tells pages apart. */
export function pathOf(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return decodeURI(pathname) + search;
  } catch {
    return url;
  }
}
