// Which feature shows which place. Each is loaded when it is first visited, except the first: the
// window opens with the list, and fetching it apart would come between the start and its rows.

import type { Component } from "svelte";
import ArticlesView from "../features/articles/ArticlesView.svelte";
import type { Route, ViewName } from "../shell";

/** The route of one place. */
export type RouteOf<N extends ViewName> = Extract<Route, { view: N }>;

type Load = () => Promise<{ default: Component<{ route: never }> }>;

const VIEWS: { [N in ViewName]: () => Promise<{ default: Component<{ route: RouteOf<N> }> }> } = {
  articles: () => Promise.resolve({ default: ArticlesView }),
  editor: () => import("../features/editor/EditorView.svelte"),
  gallery: () => import("../features/gallery/GalleryView.svelte"),
  sync: () => import("../features/sync/SyncView.svelte"),
  stats: () => import("../features/stats/StatsView.svelte"),
  settings: () => import("../features/settings/SettingsView.svelte"),
};

/** A loaded view that fits its route: the table above pairs the two. */
export async function loadView(view: ViewName): Promise<Component<{ route: Route }>> {
  const load: Load = VIEWS[view];
  const { default: component } = await load();
  return component as Component<{ route: Route }>;
}
