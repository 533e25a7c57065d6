// Which steps an article can take from where it stands. The application decides in the end; this
// keeps the window from offering what would be refused.

import type { Status, Transition } from "../../ipc/generated";

/** Whether a step starts from this status; with `gates` an article must be approved first. */
export function mayTake(step: Transition, from: Status, gates: boolean): boolean {
  const starts: Record<Transition, readonly Status[]> = {
    submit: ["draft", "taken_down"],
    approve: gates ? ["in_review"] : ["in_review", "draft"],
    return: ["in_review", "approved"],
    publish: gates
      ? ["approved", "published"]
      : ["draft", "in_review", "approved", "published", "taken_down"],
    take_down: ["published"],
    archive: ["draft", "in_review", "approved", "taken_down"],
    restore: ["taken_down", "archived"],
  };
  return starts[step].includes(from);
}
