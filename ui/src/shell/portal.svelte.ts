// What the whole window shows of the portal: whether it answers, and how much waits for it. The sync
// feature keeps it up to date.

export type Connection = "online" | "offline" | "none";

export class PortalState {
  connection = $state<Connection>("none");
  /** Changes that wait to be published. */
  waiting = $state(0);
  /** The person at work, for the initials at the foot of the rail. */
  person = $state("");
}

/** The window's view of the portal. */
export const portal = new PortalState();
