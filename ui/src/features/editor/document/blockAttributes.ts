// What all blocks share: an id for comparing versions block by block, and alignment of text.

import { Extension } from "@tiptap/core";
import type { Align } from "../../../ipc/generated";

/** Nodes that may stand at the top of a document; each has `attrs.id`. */
export const BLOCK_TYPES = [
  "paragraph",
  "heading",
  "bulletList",
  "orderedList",
  "blockquote",
  "table",
  "image",
  "gallery",
  "horizontalRule",
  "embed",
  "opaque",
];

const ALIGNED = ["paragraph", "heading"];
export const ALIGNS: readonly Align[] = ["left", "center", "right", "justify"];

export const BlockAttributes = Extension.create({
  name: "blockAttributes",
  addGlobalAttributes: () => [
    // Never in the page: an id that came back with copied HTML would name two blocks.
    {
      types: BLOCK_TYPES,
      attributes: { id: { default: null, rendered: false, parseHTML: () => null } },
    },
    {
      types: ALIGNED,
      attributes: {
        textAlign: {
          default: null,
          parseHTML: (element) => ALIGNS.find((align) => align === element.style.textAlign) ?? null,
          renderHTML: ({ textAlign }) =>
            typeof textAlign === "string" ? { style: `text-align: ${textAlign}` } : {},
        },
      },
    },
  ],
});
