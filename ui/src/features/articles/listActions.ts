// The keys of the article list.

import { t } from "../../i18n";
import { isTextField, session, type Action } from "../../shell";
import { ready } from "./articleMenu";
import type { ArticleRoom } from "./articleRoom.svelte";

interface Places {
  focusSearch: () => void;
}

const typing = () => isTextField(document.activeElement);

/** The actions while the list is on screen. */
export function listActions(room: ArticleRoom, places: Places): Action[] {
  return [...listWide(room, places), ...ofChosen(room), ...ofOne(room)];
}

function listWide({ deeds, listing, selection }: ArticleRoom, { focusSearch }: Places): Action[] {
  const words = () => t().articles.actions;
  return [
    {
      id: "article.new",
      group: "articles",
      title: () => t().articles.create,
      keys: ["Ctrl+N"],
      run: () => deeds.create(),
    },
    {
      id: "articles.find",
      group: "articles",
      title: () => words().find,
      keys: ["Ctrl+F"],
      run: focusSearch,
    },
    {
      id: "articles.all",
      group: "articles",
      title: () => words().selectAll,
      keys: ["Ctrl+A"],
      enabled: () => !typing(),
      run: () => selection.all(),
    },
    {
      id: "articles.undo",
      group: "articles",
      title: () => t().shell.undo,
      keys: ["Ctrl+Z"],
      enabled: () => !typing() && deeds.undoable,
      run: () => deeds.undo(),
    },
    {
      id: "articles.back",
      group: "articles",
      title: () => words().clear,
      keys: ["Escape"],
      hidden: true,
      enabled: () => selection.count > 1 || listing.query !== "",
      run: () => {
        if (selection.count > 1) return selection.one();
        listing.query = "";
        return undefined;
      },
    },
  ];
}

function ofChosen({ deeds, listing, selection }: ArticleRoom): Action[] {
  const trashed = () => listing.shown.shelf === "trashed";
  const publishable = () =>
    ready(selection.chosen, "publish", session.state?.settings.gates ?? false);
  return [
    {
      id: "articles.publish",
      group: "articles",
      title: () => t().articles.actions.publishChosen,
      keys: ["Ctrl+Enter"],
      enabled: () => !trashed() && publishable().length > 0,
      run: () => deeds.publish(publishable()),
    },
    {
      id: "articles.trash",
      group: "articles",
      title: () => t().articles.actions.trash,
      keys: ["Delete"],
      enabled: () => !trashed() && selection.count > 0,
      run: () => deeds.trash(selection.ids),
    },
    {
      id: "articles.untrash",
      group: "articles",
      title: () => t().articles.actions.untrash,
      enabled: () => trashed() && selection.count > 0,
      run: () => deeds.restore(selection.ids),
    },
  ];
}

function ofOne({ deeds, listing, selection }: ArticleRoom): Action[] {
  const single = () => selection.single?.id;
  return [
    {
      id: "articles.look",
      group: "articles",
      title: () => t().articles.actions.look,
      keys: ["Space"],
      enabled: () => single() !== undefined,
      run: () => {
        deeds.looking = single();
      },
    },
    {
      id: "articles.duplicate",
      group: "articles",
      title: () => t().articles.actions.duplicate,
      keys: ["Ctrl+D"],
      enabled: () => listing.shown.shelf !== "trashed" && single() !== undefined,
      run: async () => {
        const id = single();
        if (id !== undefined) await deeds.duplicate(id);
      },
    },
  ];
}
