// The blocks that are not text: photos of the gallery, films and maps, and markup of other editors.
// Each is one piece that is edited by its own controls.

import { Node } from "@tiptap/core";

/** Of a photo only its id is written; the picture comes from the library. */
const Image = Node.create({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    photo: { default: "" },
    caption: { default: null },
    alt: { default: null },
  }),
  renderHTML: ({ node }) => ["figure", { "data-photo": String(node.attrs["photo"]) }],
});

const Gallery = Node.create({
  name: "gallery",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({ photos: { default: [] } }),
  renderHTML: () => ["figure", { "data-gallery": "" }],
});

const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  addAttributes: () => ({ url: { default: "" } }),
  renderHTML: ({ node }) => ["p", {}, String(node.attrs["url"])],
});

/** Carried through byte for byte; shown as a card, never as what it says. */
const Opaque = Node.create({
  name: "opaque",
  group: "block",
  atom: true,
  addAttributes: () => ({ markup: { default: "" } }),
  renderHTML: () => ["div", { "data-opaque": "" }],
});

export const BLOCK_NODES = [Image, Gallery, Embed, Opaque];
