// What features share with the window that shows them: places, actions, preferences, the portal's
// state and ways to tell the user something.

import { reportError } from "./report";
import { ActionRegistry } from "./actions.svelte";
import { Preferences } from "./preferences.svelte";

export { type Action, type ActionGroup } from "./actions.svelte";
export { ask, canAsk, provide, type Intents } from "./intents";
export { keyCaps, isComposing, isTextField, matches, type Chord } from "./keys";
export { portal, type Connection } from "./portal.svelte";
export { type Theme } from "./preferences.svelte";
export { reportError } from "./report";
export { router, type LeaveGuard, type Route, type ViewName } from "./router.svelte";

/** The window's one registry of actions and keys. */
export const actions = new ActionRegistry(reportError);

/** What the user likes on this computer. */
export const preferences = new Preferences(window.localStorage);
