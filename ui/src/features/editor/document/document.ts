// Between the editor and the types of Rust: the same JSON, made complete.

import type { Node as EditorNode } from "@tiptap/pm/model";
import type { Document } from "../../../ipc/generated";
import { newBlockId } from "./blockIds";

interface Json {
  type: string;
  attrs?: Record<string, unknown>;
  content?: Json[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

/** Nodes whose `content` Rust writes even when it is empty. */
const HOLDERS = new Set([
  "paragraph",
  "heading",
  "bulletList",
  "orderedList",
  "listItem",
  "blockquote",
  "table",
  "tableRow",
  "tableCell",
  "tableHeader",
]);

function exact({ type, attrs, content, text, marks }: Json): Json {
  if (type === "text") {
    // All stored text is NFC; what is on screen stays as it was typed.
    const plain = { type, text: (text ?? "").normalize("NFC") };
    return marks && marks.length > 0 ? { ...plain, marks } : plain;
  }
  // A line break inside bold text is bold to the editor, and plain to everybody else.
  if (type === "hardBreak") return { type };
  return {
    type,
    ...(attrs ? { attrs } : {}),
    ...(content || HOLDERS.has(type) ? { content: (content ?? []).map(exact) } : {}),
  };
}

/** The document as Rust reads and writes it. */
export function documentOf(doc: EditorNode): Document {
  const { content = [] } = doc.toJSON() as Json;
  // The schema allows nothing that the types do not know; a test holds both together.
  return { type: "doc", content: content.map(exact) } as unknown as Document;
}

/** Nodes in which there must be a block to write in. */
const ROOMS = new Set(["doc", "listItem", "blockquote", "tableCell", "tableHeader"]);

function furnished(node: Json): Json {
  if (node.content === undefined) return node;
  if (node.content.length > 0 || !ROOMS.has(node.type)) {
    return { ...node, content: node.content.map(furnished) };
  }
  const id = node.type === "doc" ? newBlockId() : null;
  return { ...node, content: [{ type: "paragraph", attrs: { id, textAlign: null } }] };
}

/** The same document as the editor reads it: it wants at least one block to write in everywhere. */
export function editable(body: Document): Document {
  return furnished(body as unknown as Json) as unknown as Document;
}

/** The photos of a body, in reading order, each once. */
export function photosOf(doc: EditorNode): string[] {
  const found = new Set<string>();
  doc.descendants((node) => {
    if (node.type.name === "image") found.add(String(node.attrs["photo"]));
    if (node.type.name === "gallery") {
      for (const photo of node.attrs["photos"] as string[]) found.add(photo);
    }
  });
  return [...found];
}

export interface TextFigures {
  words: number;
  characters: number;
}

/** Words between white space (each syllable is one, as Vietnamese word processors count). */
export function figuresOf(texts: readonly string[]): TextFigures {
  const text = texts.join("\n");
  return {
    words: text.split(/\s+/).filter(Boolean).length,
    characters: [...text.replace(/\n/g, "")].length,
  };
}

/** The running text, one block a line. */
export function plainTextOf(doc: EditorNode): string {
  return doc.textBetween(0, doc.content.size, "\n", " ");
}
