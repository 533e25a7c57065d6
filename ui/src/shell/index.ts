// What features share with the window that shows them: places, actions, the session, and ways to
// tell the user something.

import { ActionRegistry } from "./actions.svelte";
import { reportError } from "./report";
import { Session } from "./session.svelte";

export { type Action, type ActionGroup } from "./actions.svelte";
export { dropTarget } from "./dropTarget.svelte";
export { ask, canAsk, provide, type Intents } from "./intents";
export { isComposing, isTextField, keyCaps, matches, type Chord } from "./keys";
export { namePresets, nameVariables } from "./namePatterns";
export { errorText, failureText, reportError } from "./report";
export { router, type LeaveGuard, type Route, type ViewName } from "./router.svelte";
export { type Connection } from "./session.svelte";
export { fill, slot } from "./slots.svelte";

/** The window's one registry of actions and keys. */
export const actions = new ActionRegistry(reportError);

/** What the whole window knows all the time. */
export const session = new Session(reportError);
