// The keys that act in every place.

import { t } from "../i18n";
import { ask, canAsk, router, session, type Action, type Route, type ViewName } from "../shell";
import { focusNextPane } from "./panes";
import { overlays } from "./overlays.svelte";

/** The rail, from the top: Ctrl+1 to Ctrl+5. */
export const RAIL = [
  "articles",
  "gallery",
  "sync",
  "stats",
  "settings",
] as const satisfies ViewName[];

/** The actions of the window itself. */
export function globalActions(): Action[] {
  return [...placeActions(), ...overlayActions(), ...frameActions()];
}

function placeActions(): Action[] {
  return [
    ...RAIL.map((view, index): Action => ({
      id: `go.${view}`,
      group: "window",
      title: () => t().shell.actions.goTo(t().shell.views[view]),
      keys: [`Ctrl+${index + 1}`],
      run: () => void router.go({ view } satisfies Route),
    })),
  ];
}

function overlayActions(): Action[] {
  return [
    {
      id: "window.command",
      group: "window",
      title: () => t().shell.quickCommand,
      keys: ["Ctrl+K"],
      hidden: true,
      run: () => {
        overlays.command = true;
      },
    },
    {
      id: "window.keys",
      group: "window",
      title: () => t().shell.allKeys,
      keys: ["F1"],
      always: true,
      run: () => {
        overlays.keys = true;
      },
    },
  ];
}

function frameActions(): Action[] {
  return [
    {
      id: "window.inspector",
      group: "window",
      title: () => t().shell.actions.toggleInspector,
      keys: ["F4"],
      run: () => {
        session.inspectorOpen = !session.inspectorOpen;
      },
    },
    {
      id: "window.nextPane",
      group: "window",
      title: () => t().shell.actions.nextPane,
      keys: ["F6"],
      hidden: true,
      run: () => {
        focusNextPane();
      },
    },
    {
      id: "publish.all",
      group: "publish",
      title: () => t().shell.actions.publish,
      keys: ["F9"],
      enabled: () => canAsk("publish") && session.waiting > 0,
      run: () => ask("publish", {}),
    },
    {
      id: "window.back",
      group: "window",
      title: () => t().shell.actions.back,
      keys: ["Escape"],
      hidden: true,
      enabled: () => router.current.view === "editor",
      run: async () => {
        await router.back();
      },
    },
  ];
}
