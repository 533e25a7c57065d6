// The keys of the gallery, as the quick command list and the overview of keys show them.

import { t } from "../../i18n";
import { isTextField, type Action } from "../../shell";
import { undoLast } from "./photoDeeds";
import { undoStack } from "./undo.svelte";

/** What the keys do; whoever shows the gallery knows how. */
export interface GalleryDeeds {
  chosen: () => number;
  inBin: () => boolean;
  ordered: () => boolean;
  view: () => void;
  write: (field: "caption" | "alt") => Promise<void>;
  rotate: (by: number) => Promise<void>;
  trash: () => Promise<void>;
  restore: () => Promise<void>;
  selectAll: () => Promise<void>;
  clear: () => void;
  move: (by: number) => Promise<void>;
  resize: (by: number) => void;
  find: () => void;
  importPhotos: () => Promise<void>;
  addToAlbum: () => void;
}

type Spec = Pick<Action, "id" | "run"> & Partial<Action>;

function action(title: () => string, spec: Spec): Action {
  return { group: "gallery", title, ...spec };
}

/** All keys of the gallery. */
export function galleryActions(deeds: GalleryDeeds): Action[] {
  return [...photoActions(deeds), ...listActions(deeds)];
}

function photoActions(deeds: GalleryDeeds): Action[] {
  const words = () => t().gallery.actions;
  const some = () => deeds.chosen() > 0;
  const present = () => some() && !deeds.inBin();
  return [
    action(() => words().caption, {
      id: "gallery.caption",
      keys: ["C"],
      enabled: present,
      run: () => deeds.write("caption"),
    }),
    action(() => words().alt, {
      id: "gallery.alt",
      keys: ["A"],
      enabled: present,
      run: () => deeds.write("alt"),
    }),
    action(() => words().rotate, {
      id: "gallery.rotate",
      keys: ["R"],
      enabled: present,
      run: () => deeds.rotate(1),
    }),
    action(() => words().rotateLeft, {
      id: "gallery.rotateLeft",
      keys: ["Shift+R"],
      enabled: present,
      run: () => deeds.rotate(-1),
    }),
    action(() => words().trash, {
      id: "gallery.trash",
      keys: ["Delete"],
      enabled: present,
      run: () => deeds.trash(),
    }),
    action(() => words().restore, {
      id: "gallery.restore",
      enabled: () => some() && deeds.inBin(),
      run: () => deeds.restore(),
    }),
    action(() => words().addToAlbum, {
      id: "gallery.addToAlbum",
      keys: ["Ctrl+L"],
      enabled: present,
      run: deeds.addToAlbum,
    }),
    action(() => words().selectNone, {
      id: "gallery.selectNone",
      keys: ["Escape"],
      hidden: true,
      enabled: some,
      run: deeds.clear,
    }),
  ];
}

function listActions(deeds: GalleryDeeds): Action[] {
  const words = () => t().gallery.actions;
  const movable = () => deeds.chosen() > 0 && deeds.ordered();
  return [
    action(() => words().selectAll, {
      id: "gallery.selectAll",
      keys: ["Ctrl+A"],
      // In a text it selects the text.
      enabled: () => !isTextField(document.activeElement),
      run: () => deeds.selectAll(),
    }),
    action(() => t().filters.undo, {
      id: "gallery.undo",
      keys: ["Ctrl+Z"],
      // In a text it takes back the text.
      enabled: () => undoStack.next !== undefined && !isTextField(document.activeElement),
      run: undoLast,
    }),
    action(() => words().find, { id: "gallery.find", keys: ["Ctrl+F"], run: deeds.find }),
    action(() => t().gallery.importPhotos, {
      id: "gallery.import",
      keys: ["Ctrl+I"],
      run: () => deeds.importPhotos(),
    }),
    action(() => words().larger, {
      id: "gallery.larger",
      keys: ["Ctrl++", "Ctrl+=", "+"],
      run: () => {
        deeds.resize(1);
      },
    }),
    action(() => words().smaller, {
      id: "gallery.smaller",
      keys: ["Ctrl+-", "-"],
      run: () => {
        deeds.resize(-1);
      },
    }),
    action(() => words().earlier, {
      id: "gallery.earlier",
      keys: ["Alt+ArrowLeft", "Alt+ArrowUp"],
      enabled: movable,
      run: () => deeds.move(-1),
    }),
    action(() => words().later, {
      id: "gallery.later",
      keys: ["Alt+ArrowRight", "Alt+ArrowDown"],
      enabled: movable,
      run: () => deeds.move(1),
    }),
  ];
}
