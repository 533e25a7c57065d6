// The keys of the editor, and the same things in the quick command list.

import { t } from "../../i18n";
import type { Action } from "../../shell";
import type { Body } from "./body/body.svelte";
import type { Wishes } from "./body/wishes";

/** What the editor's view does when asked. */
export interface Doings {
  save: () => Promise<void>;
  nameVersion: () => void;
  publish: () => Promise<void>;
  showChecks: () => Promise<void>;
  quickFix: () => Promise<void>;
  canQuickFix: () => boolean;
  fillCodes: () => Promise<void>;
  preview: () => void;
  focusMode: () => boolean;
  setFocusMode: (on: boolean) => void;
}

function act(
  id: string,
  title: () => string,
  keys: readonly string[],
  run: Action["run"],
  more: Partial<Action> = {},
): Action {
  return { id: `editor.${id}`, group: "editor", title, keys, run, ...more };
}

function textActions(body: Body, wishes: Wishes): Action[] {
  const words = () => t().editor;
  const inText = () => body.ready;
  const formats = [
    ["bold", "Ctrl+B"],
    ["italic", "Ctrl+I"],
    ["underline", "Ctrl+U"],
  ] as const;
  const headings = [
    ["h2", 1],
    ["h3", 2],
    ["h4", 3],
  ] as const;
  return [
    ...formats.map(([mark, key]) =>
      act(
        mark,
        () => words().format[mark],
        [key],
        () => {
          body.commands.mark(mark);
        },
        { enabled: inText },
      ),
    ),
    ...headings.map(([block, level]) =>
      act(
        block,
        () => words().actions.heading(level),
        [`Ctrl+Alt+${level}`],
        () => {
          body.commands.block(block);
        },
        { enabled: inText },
      ),
    ),
    act("link", () => words().actions.link, ["Ctrl+K"], wishes.link, {
      enabled: () => body.ready && (body.state.selectedText || body.state.href !== null),
    }),
  ];
}

/** Everything the editor can do; `focus` leaves focus mode before Esc leaves the editor. */
export function editorActions(body: Body, wishes: Wishes, doings: Doings): Action[] {
  const words = () => t().editor;
  return [
    act("save", () => words().actions.save, ["Ctrl+S"], doings.save),
    act("nameVersion", () => words().save.name, [], doings.nameVersion),
    act("publish", () => words().actions.publish, ["Ctrl+Enter"], doings.publish),
    act("checks", () => words().actions.checks, ["F7"], doings.showChecks),
    act("quickFix", () => words().actions.quickFix, ["F8"], doings.quickFix, {
      enabled: doings.canQuickFix,
    }),
    act("codes", () => words().codes.replaceAll, [], doings.fillCodes),
    act("preview", () => words().actions.preview, [], doings.preview),
    act(
      "focus",
      () => words().focusMode,
      ["Ctrl+."],
      () => {
        doings.setFocusMode(!doings.focusMode());
      },
    ),
    act(
      "leaveFocus",
      () => words().actions.leaveFocus,
      ["Escape"],
      () => {
        doings.setFocusMode(false);
      },
      { enabled: doings.focusMode, hidden: true },
    ),
    ...textActions(body, wishes),
  ];
}
