// The keys of the viewer and of the comparison.

import { t } from "../../../i18n";
import type { Action } from "../../../shell";
import { MOST_STARS, type Mark } from "../marks";
import { STEP, type Size, type Zoom } from "./zoom.svelte";

type Spec = Pick<Action, "id" | "run"> & Partial<Action>;

function action(title: () => string, spec: Spec): Action {
  return { group: "gallery", title, ...spec };
}

/** P, X, U and 0 to 5; `prefix` keeps the names of two places apart. */
export function markActions(
  prefix: string,
  run: (mark: Mark) => void | Promise<void>,
  enabled: () => boolean = () => true,
): Action[] {
  const words = () => t().seeing;
  const flags = [
    ["pick", "P"],
    ["reject", "X"],
    ["none", "U"],
  ] as const;
  return [
    ...flags.map(([flag, key]) =>
      action(() => words().flags[flag], {
        id: `${prefix}.flag.${flag}`,
        keys: [key],
        enabled,
        run: () => run({ flag }),
      }),
    ),
    ...Array.from({ length: MOST_STARS + 1 }, (_, stars) =>
      action(() => (stars === 0 ? words().noStars : words().stars(String(stars))), {
        id: `${prefix}.stars.${stars}`,
        keys: [String(stars)],
        enabled,
        run: () => run({ stars }),
      }),
    ),
  ];
}

/** What both ways of looking closely can do. */
export interface ZoomDeeds {
  zoomed: () => boolean;
  toggle: () => void;
  enlarge: (steps: number) => void;
  pan: (right: number, down: number) => void;
}

/** What can be done with `zoom`, of the picture that is looked at in its view. */
export function zoomDeeds(
  zoom: Zoom,
  at: () => { view: Size; picture: Size | undefined },
): ZoomDeeds {
  const on = (act: (view: Size, picture: Size) => void) => {
    const { view, picture } = at();
    if (picture) act(view, picture);
  };
  return {
    zoomed: () => !zoom.fits,
    toggle: () => {
      on((view, picture) => {
        zoom.toggle(view, picture);
      });
    },
    enlarge: (steps) => {
      on((view, picture) => {
        zoom.by(STEP ** steps, view, picture);
      });
    },
    pan: (right, down) => {
      on((view, picture) => {
        zoom.pan(right, down, view, picture);
      });
    },
  };
}

/** How far an arrow moves a picture, in CSS pixels. */
const PAN = 120;

/** Z, Space, Ctrl + and −, and the arrows while a picture is larger than its view. */
export function zoomActions(deeds: ZoomDeeds): Action[] {
  const words = () => t().seeing.viewer;
  const arrows = [
    ["ArrowLeft", 1, 0],
    ["ArrowRight", -1, 0],
    ["ArrowUp", 0, 1],
    ["ArrowDown", 0, -1],
  ] as const;
  return [
    action(() => words().toggleZoom, {
      id: "viewer.zoom",
      keys: ["Z", "Space"],
      run: deeds.toggle,
    }),
    action(() => words().zoomIn, {
      id: "viewer.zoomIn",
      keys: ["Ctrl++", "Ctrl+=", "+"],
      run: () => {
        deeds.enlarge(1);
      },
    }),
    action(() => words().zoomOut, {
      id: "viewer.zoomOut",
      keys: ["Ctrl+-", "-"],
      run: () => {
        deeds.enlarge(-1);
      },
    }),
    ...arrows.map(([key, right, down]) =>
      action(() => words().pan, {
        id: `viewer.pan.${key}`,
        keys: [key],
        hidden: true,
        enabled: deeds.zoomed,
        run: () => {
          deeds.pan(right * PAN, down * PAN);
        },
      }),
    ),
  ];
}

export interface ViewerDeeds extends ZoomDeeds {
  go: (to: number) => void;
  index: () => number;
  last: () => number;
  mark: (mark: Mark) => void;
  rotate: (by: number) => void;
  crop: () => void;
  write: (field: "caption" | "alt") => void;
  info: () => void;
  undo: () => void | Promise<void>;
  close: () => void;
}

/** All keys of the viewer. */
export function viewerActions(deeds: ViewerDeeds): Action[] {
  const words = () => t().gallery.viewer;
  const more = () => t().seeing.viewer;
  const go = (id: string, title: () => string, keys: string[], to: () => number) =>
    action(title, {
      id: `viewer.${id}`,
      keys,
      run: () => {
        deeds.go(to());
      },
    });
  return [
    ...markActions("viewer", deeds.mark),
    ...zoomActions(deeds),
    go(
      "next",
      () => words().next,
      ["ArrowRight", "PageDown"],
      () => deeds.index() + 1,
    ),
    go(
      "previous",
      () => words().previous,
      ["ArrowLeft", "PageUp"],
      () => deeds.index() - 1,
    ),
    go(
      "first",
      () => more().first,
      ["Home"],
      () => 0,
    ),
    go("last", () => more().last, ["End"], deeds.last),
    ...editActions(deeds),
    action(() => more().info, { id: "viewer.info", keys: ["I"], run: deeds.info }),
    action(() => t().shell.undo, { id: "viewer.undo", keys: ["Ctrl+Z"], run: deeds.undo }),
    action(() => words().close, {
      id: "viewer.close",
      keys: ["Escape", "Enter"],
      run: deeds.close,
    }),
  ];
}

function editActions(deeds: ViewerDeeds): Action[] {
  const words = () => t().gallery.actions;
  return [
    action(() => words().rotate, {
      id: "viewer.rotate",
      keys: ["R"],
      run: () => {
        deeds.rotate(1);
      },
    }),
    action(() => words().rotateLeft, {
      id: "viewer.rotateLeft",
      keys: ["Shift+R"],
      run: () => {
        deeds.rotate(-1);
      },
    }),
    action(() => t().seeing.crop.open, { id: "viewer.crop", keys: ["E"], run: deeds.crop }),
    action(() => words().caption, {
      id: "viewer.caption",
      keys: ["C"],
      run: () => {
        deeds.write("caption");
      },
    }),
    action(() => words().alt, {
      id: "viewer.alt",
      keys: ["A"],
      run: () => {
        deeds.write("alt");
      },
    }),
  ];
}
