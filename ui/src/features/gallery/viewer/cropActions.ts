// The keys of the crop editor.

import { t } from "../../../i18n";
import type { Action } from "../../../shell";
import { FORMATS } from "./cropMath";
import type { Cropper } from "./cropper.svelte";

interface Deeds {
  /** `undefined` until the photo's record is there. */
  cropper: () => Cropper | undefined;
  apply: () => void;
  cancel: () => void;
}

/** What an arrow moves a frame by, as a fraction of the picture. */
const NUDGE = 0.005;
/** What a key straightens by, in degrees. */
const STRAIGHTEN = 0.1;

const ARROWS = [
  ["ArrowLeft", -1, 0],
  ["ArrowRight", 1, 0],
  ["ArrowUp", 0, -1],
  ["ArrowDown", 0, 1],
] as const;

/** On a slider the arrows move the slider. */
const onFrame = () => document.activeElement?.matches("input[type=range]") !== true;

type Run = (cropper: Cropper) => void;
type Key = (id: string, keys: string[], title: () => string, run: Run) => Action;

/** All keys of the crop editor. */
export function cropActions({ cropper, apply, cancel }: Deeds): Action[] {
  const words = () => t().seeing.crop;
  const key: Key = (id, keys, title, run) => ({
    id: `crop.${id}`,
    group: "gallery",
    title,
    keys,
    run: () => {
      const editing = cropper();
      if (editing) run(editing);
    },
  });
  return [
    ...arrowActions(key),
    ...pictureActions(key),
    ...FORMATS.map((format, at) =>
      key(
        `format.${format}`,
        [String(at + 1)],
        () => words()[format],
        (editing) => {
          editing.format = format;
        },
      ),
    ),
    key("apply", ["Enter"], () => words().apply, apply),
    { ...key("cancel", ["Escape"], () => words().cancel, cancel), run: cancel },
  ];
}

/** Arrows move the frame; with Shift they draw it larger or smaller. */
function arrowActions(key: Key): Action[] {
  const words = () => t().seeing.crop;
  const quiet = { hidden: true, enabled: onFrame };
  return ARROWS.flatMap(([arrow, right, down]) => [
    {
      ...key(
        `move.${arrow}`,
        [arrow],
        () => words().frame,
        (editing) => {
          editing.move(right * NUDGE, down * NUDGE);
        },
      ),
      ...quiet,
    },
    {
      ...key(
        `size.${arrow}`,
        [`Shift+${arrow}`],
        () => words().handle(words().sides.se),
        (editing) => {
          editing.pull(editing.frame, right === 0 ? "s" : "e", right * NUDGE, down * NUDGE);
        },
      ),
      ...quiet,
    },
  ]);
}

function pictureActions(key: Key): Action[] {
  const words = () => t().seeing.crop;
  const straighten = (id: string, sign: string, by: number) =>
    key(
      id,
      [sign],
      () => `${words().straighten} ${by < 0 ? "−" : "+"}`,
      (editing) => {
        editing.straighten += by;
      },
    );
  const turn = (id: string, chord: string, title: () => string, quarters: 1 | -1) =>
    key(id, [chord], title, (editing) => {
      editing.turn(quarters);
    });
  return [
    straighten("left", ",", -STRAIGHTEN),
    straighten("right", ".", STRAIGHTEN),
    turn("rotate", "R", () => words().rotateRight, 1),
    turn("rotateLeft", "Shift+R", () => words().rotateLeft, -1),
    key(
      "reset",
      ["0"],
      () => words().reset,
      (editing) => {
        editing.reset();
      },
    ),
  ];
}
