// What a body may hold: the schema of the editor, cut to exactly what the Rust types know. An
// attribute that Rust does not know would vanish at the next save.

import { Mark, type AnyExtension, type Node } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Strike } from "@tiptap/extension-strike";
import { Subscript } from "@tiptap/extension-subscript";
import { Superscript } from "@tiptap/extension-superscript";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Text } from "@tiptap/extension-text";
import { Underline } from "@tiptap/extension-underline";
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from "@tiptap/extensions";
import type { NodeViewConstructor } from "@tiptap/pm/view";
import { BlockAttributes } from "./blockAttributes";
import { BlockIds } from "./blockIds";
import { isSafeHref } from "./href";
import { BLOCK_NODES } from "./blockNodes";

/** Ctrl+Shift switches Vietnamese input methods: keys come from the window's list, which wants exactly
 * what it says. */
const noShortcuts = { addKeyboardShortcuts: () => ({}) };
/** Nothing is reformatted while somebody types. */
const noRules = { addInputRules: () => [], addPasteRules: () => [] };

const Link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: "" } }),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (element) => {
        const href = element.getAttribute("href") ?? "";
        return isSafeHref(href) ? { href } : false;
      },
    },
  ],
  // The address stays out of the page: a click in the editor must never leave the window.
  renderHTML: ({ mark }) => ["a", { title: String(mark.attrs["href"]) }, 0],
});

const CELL_ATTRIBUTES = {
  addAttributes: () => ({
    colspan: { default: 1 },
    rowspan: { default: 1 },
    colwidth: { default: null },
  }),
};

const MARKS = [
  Link,
  Bold.extend({ ...noRules, ...noShortcuts }),
  Italic.extend({ ...noRules, ...noShortcuts }),
  Underline.extend({ ...noRules, ...noShortcuts }),
  Strike.extend({ ...noRules, ...noShortcuts }),
  Subscript.extend({ ...noShortcuts, excludes: "superscript" }),
  Superscript.extend({ ...noShortcuts, excludes: "subscript" }),
];

const NODES = [
  Document,
  Text,
  Paragraph.extend(noShortcuts),
  Heading.configure({ levels: [2, 3, 4] }).extend({ ...noRules, ...noShortcuts }),
  Blockquote.extend({ ...noRules, ...noShortcuts }),
  BulletList.extend({ ...noRules, ...noShortcuts }),
  OrderedList.extend({
    ...noRules,
    ...noShortcuts,
    // The original guesses lists from pasted text; what is pasted goes through Rust here.
    addProseMirrorPlugins: () => [],
    addAttributes: () => ({ start: { default: 1 } }),
  }),
  // A list may hold lists, quotes and pictures, as text that was brought in does.
  ListItem.extend({ content: "block+" }),
  // Ctrl+Enter publishes the article; only Shift+Enter breaks a line.
  HardBreak.extend({
    addKeyboardShortcuts() {
      return { "Shift-Enter": () => this.editor.commands.setHardBreak() };
    },
  }),
  HorizontalRule.extend(noRules),
  Table.configure({ resizable: false }),
  TableRow,
  TableHeader.extend(CELL_ATTRIBUTES),
  TableCell.extend(CELL_ATTRIBUTES),
];

export type NodeViews = Readonly<Record<string, NodeViewConstructor>>;

function drawn(node: Node, views: NodeViews): Node {
  const draw = views[node.name];
  if (!draw) return node;
  return node.extend({
    addNodeView:
      () =>
      ({ node: shown, view, getPos, decorations, innerDecorations }) =>
        draw(shown, view, getPos, decorations, innerDecorations),
  });
}

/**
 * Everything the body editor is made of. `placeholder` is read whenever it is shown; `views` draw the
 * blocks that are not text, by name.
 */
export function extensions(placeholder: () => string, views: NodeViews = {}): AnyExtension[] {
  return [
    ...NODES,
    ...BLOCK_NODES.map((node) => drawn(node, views)),
    ...MARKS,
    BlockAttributes,
    BlockIds,
    UndoRedo,
    Gapcursor,
    Dropcursor.configure({ color: "var(--accent)", width: 2 }),
    Placeholder.configure({ placeholder }),
  ];
}
