// What the menu of an article, or of several, offers.

import Archive from "@lucide/svelte/icons/archive";
import ArchiveRestore from "@lucide/svelte/icons/archive-restore";
import CircleCheck from "@lucide/svelte/icons/circle-check";
import CloudOff from "@lucide/svelte/icons/cloud-off";
import CloudUpload from "@lucide/svelte/icons/cloud-upload";
import Copy from "@lucide/svelte/icons/copy";
import ExternalLink from "@lucide/svelte/icons/external-link";
import Eye from "@lucide/svelte/icons/eye";
import Link from "@lucide/svelte/icons/link";
import Pencil from "@lucide/svelte/icons/pencil";
import Send from "@lucide/svelte/icons/send";
import Trash2 from "@lucide/svelte/icons/trash-2";
import Undo2 from "@lucide/svelte/icons/undo-2";
import type { MenuItem, MenuItems } from "../../components/menuItems";
import { t } from "../../i18n";
import type { ArticleRow, SyncState, Transition } from "../../ipc/generated";
import type { ArticleDeeds } from "./articleDeeds.svelte";
import { mayTake } from "./workflow";

type Step = Exclude<Transition, "publish">;

const STEP_ICONS = {
  submit: Send,
  approve: CircleCheck,
  return: Undo2,
  archive: Archive,
  restore: ArchiveRestore,
  take_down: CloudOff,
};

/** States in which an article has a page on the portal. */
const ON_PORTAL: readonly SyncState[] = ["same", "changed", "conflict"];

/** Whether the article has a page that can be visited. */
export function hasPage({ sync }: Pick<ArticleRow, "sync">): boolean {
  return ON_PORTAL.includes(sync);
}

/** Of these articles, those from which a step starts. */
export function ready(rows: readonly ArticleRow[], step: Transition, gates: boolean): string[] {
  return rows.filter(({ status }) => mayTake(step, status, gates)).map(({ id }) => id);
}

/** The lines for what is chosen. */
export function articleMenu(
  rows: readonly ArticleRow[],
  deeds: ArticleDeeds,
  { gates, trashed }: { gates: boolean; trashed: boolean },
): MenuItems {
  const words = t().articles.actions;
  const ids = rows.map(({ id }) => id);
  if (trashed) {
    const restore = { label: words.untrash, icon: ArchiveRestore };
    return [{ ...restore, run: () => deeds.run(deeds.restore(ids)) }];
  }
  const groups = [
    single(rows, deeds),
    workflow(rows, deeds, gates),
    page(rows, deeds),
    last(rows, deeds, gates),
  ].filter((group) => group.length > 0);
  return groups.flatMap((group, at) => (at === 0 ? group : [null, ...group]));
}

function single(rows: readonly ArticleRow[], deeds: ArticleDeeds): MenuItem[] {
  const [row] = rows;
  if (!row || rows.length > 1) return [];
  const words = t().articles.actions;
  return [
    { label: words.open, icon: Pencil, keys: "Enter", run: () => deeds.run(deeds.open(row.id)) },
    { label: words.look, icon: Eye, keys: "Space", run: () => (deeds.looking = row.id) },
    {
      label: words.duplicate,
      icon: Copy,
      keys: "Ctrl D",
      run: () => deeds.run(deeds.duplicate(row.id)),
    },
  ];
}

function workflow(rows: readonly ArticleRow[], deeds: ArticleDeeds, gates: boolean): MenuItem[] {
  const words = t().articles.actions;
  const publish = ready(rows, "publish", gates);
  const steps: Step[] = ["submit", "approve", "return", "archive", "restore"];
  return [
    ...(publish.length > 0
      ? [
          {
            label: rows.length > 1 ? words.publishChosen : words.publish,
            icon: CloudUpload,
            keys: "Ctrl Enter",
            run: () => deeds.run(deeds.publish(publish)),
          },
        ]
      : []),
    ...steps.flatMap((step) => stepItem(step, rows, deeds, gates)),
  ];
}

function stepItem(
  step: Step,
  rows: readonly ArticleRow[],
  deeds: ArticleDeeds,
  gates: boolean,
): MenuItem[] {
  const ids = ready(rows, step, gates);
  if (ids.length === 0) return [];
  const label = t().articles.actions[step];
  return [{ label, icon: STEP_ICONS[step], run: () => deeds.run(deeds.step(step, ids)) }];
}

function page(rows: readonly ArticleRow[], deeds: ArticleDeeds): MenuItem[] {
  const [row] = rows;
  if (!row || rows.length > 1 || !hasPage(row)) return [];
  const words = t().articles.actions;
  return [
    { label: words.copyLink, icon: Link, run: () => deeds.run(deeds.copyLink(row.id)) },
    { label: words.visit, icon: ExternalLink, run: () => deeds.run(deeds.visit(row.id)) },
  ];
}

function last(rows: readonly ArticleRow[], deeds: ArticleDeeds, gates: boolean): MenuItem[] {
  const down = stepItem("take_down", rows, deeds, gates).map((item) => ({ ...item, danger: true }));
  return [
    ...down,
    {
      label: t().articles.actions.trash,
      icon: Trash2,
      keys: "Delete",
      danger: true,
      run: () => deeds.run(deeds.trash(rows.map(({ id }) => id))),
    },
  ];
}
