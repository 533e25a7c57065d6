// Draws the blocks that are not text as Svelte components, inside ProseMirror. A component lives as
// long as its block: changed attributes reach it as changed props, so its fields keep their focus.

import type { Node } from "@tiptap/pm/model";
import { NodeSelection } from "@tiptap/pm/state";
import type { EditorView, NodeView, NodeViewConstructor } from "@tiptap/pm/view";
import { mount, unmount, type Component } from "svelte";
import type { Article } from "../../../ipc/generated";
import type { PhotoBook } from "../photoBook.svelte";
import CardBlock from "./CardBlock.svelte";
import GalleryBlock from "./GalleryBlock.svelte";
import ImageBlock from "./ImageBlock.svelte";

/** What a block may know of the article around it. */
export interface BlockContext {
  photos: PhotoBook;
  cover: () => string | null;
  patch: (changed: Partial<Article>) => void;
  pick: (multiple: boolean) => Promise<readonly string[] | null>;
}

export interface BlockProps {
  attrs: Readonly<Record<string, unknown>>;
  kind: string;
  selected: boolean;
  context: BlockContext;
  change: (changed: Record<string, unknown>) => void;
  remove: () => void;
  select: () => void;
}

class BlockView implements NodeView {
  readonly dom: HTMLElement;
  #node: Node;
  #view: EditorView;
  #position: () => number | undefined;
  #props: BlockProps;
  #shown: Record<string, unknown>;

  constructor(
    component: Component<BlockProps>,
    context: BlockContext,
    ...[node, view, position]: Parameters<NodeViewConstructor>
  ) {
    this.#node = node;
    this.#view = view;
    this.#position = position;
    this.dom = document.createElement("div");
    this.dom.className = "block";
    this.dom.contentEditable = "false";
    const props = $state<BlockProps>({
      attrs: node.attrs,
      kind: node.type.name,
      selected: false,
      context,
      change: (changed) => {
        this.#change(changed);
      },
      remove: () => {
        this.#remove();
      },
      select: () => {
        this.#select();
      },
    });
    this.#props = props;
    this.#shown = mount(component, { target: this.dom, props });
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type) return false;
    this.#node = node;
    this.#props.attrs = node.attrs;
    return true;
  }
  selectNode(): void {
    this.#props.selected = true;
  }
  deselectNode(): void {
    this.#props.selected = false;
  }
  /** Keys and presses inside the block's own fields and buttons are none of the text's. */
  stopEvent(event: Event): boolean {
    const { target } = event;
    return target instanceof Element && target.closest("input,textarea,button") !== null;
  }
  ignoreMutation(): boolean {
    return true;
  }
  destroy(): void {
    void unmount(this.#shown);
  }

  #change(changed: Record<string, unknown>): void {
    const position = this.#position();
    if (position === undefined) return;
    const { tr } = this.#view.state;
    for (const [name, value] of Object.entries(changed)) {
      tr.setNodeAttribute(position, name, value);
    }
    this.#view.dispatch(tr);
  }
  #remove(): void {
    const position = this.#position();
    if (position === undefined) return;
    this.#view.dispatch(this.#view.state.tr.delete(position, position + this.#node.nodeSize));
    this.#view.focus();
  }
  #select(): void {
    const position = this.#position();
    if (position === undefined || this.#props.selected) return;
    const { state } = this.#view;
    this.#view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, position)));
  }
}

/** How each such block is drawn. */
export function nodeViews(context: BlockContext): Record<string, NodeViewConstructor> {
  const draw =
    (component: Component<BlockProps>): NodeViewConstructor =>
    (...made) =>
      new BlockView(component, context, ...made);
  return {
    image: draw(ImageBlock),
    gallery: draw(GalleryBlock),
    embed: draw(CardBlock),
    opaque: draw(CardBlock),
  };
}
