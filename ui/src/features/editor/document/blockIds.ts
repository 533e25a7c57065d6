// Gives every top-level block an id of its own, and keeps it over edits: versions are compared and
// joined block by block.

import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

/** 12 hexadecimal digits, at random. */
export function newBlockId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface Place {
  node: Node;
  offset: number;
}

/** Which of several blocks with one id it belongs to: the unchanged one, else the one that says
 * something (Enter at the start of a line leaves an empty copy above), else the first. */
function owner(places: readonly Place[], unchanged: ReadonlySet<number>): Place | undefined {
  return (
    places.find(({ offset }) => unchanged.has(offset)) ??
    places.find(({ node }) => node.content.size > 0) ??
    places[0]
  );
}

/** The blocks that need a new id. */
function homeless(doc: Node, unchanged: ReadonlySet<number>): Place[] {
  const byId = new Map<string, Place[]>();
  const found: Place[] = [];
  doc.forEach((node, offset) => {
    const id: unknown = node.attrs["id"];
    if (typeof id !== "string" || id === "") found.push({ node, offset });
    else byId.set(id, [...(byId.get(id) ?? []), { node, offset }]);
  });
  for (const places of byId.values()) {
    if (places.length === 1) continue;
    const kept = owner(places, unchanged);
    found.push(...places.filter((place) => place !== kept));
  }
  return found;
}

function giveIds(state: EditorState, unchanged: ReadonlySet<number>): Transaction | null {
  const places = homeless(state.doc, unchanged);
  if (places.length === 0) return null;
  const { tr } = state;
  for (const { offset } of places) tr.setNodeAttribute(offset, "id", newBlockId());
  // The step that made the block is undone together with its id.
  return tr.setStoredMarks(state.storedMarks).setMeta("addToHistory", false);
}

/** Where the blocks that did not change stand now. */
function unchangedBlocks(before: Node, after: Node, steps: readonly Transaction[]): Set<number> {
  const found = new Set<number>();
  before.forEach((node, offset) => {
    const now = steps.reduce((at, { mapping }) => mapping.map(at, 1), offset);
    if (after.nodeAt(now) === node) found.add(now);
  });
  return found;
}

/** An attribute change draws the block anew, which would break a word that is being composed. */
function plugin(): Plugin {
  let view: EditorView | undefined;
  const afterComposition = (composed: EditorView) => {
    setTimeout(() => {
      if (composed.isDestroyed || composed.composing) return;
      const tr = giveIds(composed.state, new Set());
      if (tr) composed.dispatch(tr);
    });
    return false;
  };
  return new Plugin({
    key: new PluginKey("blockIds"),
    view: (own) => {
      view = own;
      return {};
    },
    props: { handleDOMEvents: { compositionend: afterComposition } },
    appendTransaction(transactions, old, state) {
      if (!transactions.some((tr) => tr.docChanged) || view?.composing) return null;
      return giveIds(state, unchangedBlocks(old.doc, state.doc, transactions));
    },
  });
}

export const BlockIds = Extension.create({
  name: "blockIds",
  addProseMirrorPlugins: () => [plugin()],
});
