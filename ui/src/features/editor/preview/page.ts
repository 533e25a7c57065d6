// Turns the sanitised HTML of a body into elements of the preview: only elements and attributes that
// a body can have are made anew; nothing is taken over as it is.

const ELEMENTS = new Set(
  (
    "P H2 H3 H4 UL OL LI BLOCKQUOTE TABLE THEAD TBODY TR TH TD COLGROUP COL FIGURE FIGCAPTION IMG HR BR " +
    "STRONG B EM I U S DEL SUB SUP A SPAN DIV SMALL"
  ).split(" "),
);
const ATTRIBUTES = new Set(["alt", "colspan", "rowspan", "start", "class", "width", "height"]);
const ALIGNS = new Set(["left", "center", "right", "justify"]);

function copy(node: Node, photo: (id: string) => string): Node[] {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? "")];
  if (!(node instanceof HTMLElement)) return [];
  const inside = [...node.childNodes].flatMap((child) => copy(child, photo));
  if (!ELEMENTS.has(node.tagName)) return inside;
  const made = document.createElement(node.tagName);
  for (const { name, value } of node.attributes) {
    if (ATTRIBUTES.has(name)) made.setAttribute(name, value);
  }
  const align = node.style.textAlign;
  if (ALIGNS.has(align)) made.style.textAlign = align;
  // Links show where they are and lead nowhere: a preview must not leave the window.
  if (made instanceof HTMLAnchorElement) made.title = node.getAttribute("href") ?? "";
  if (made instanceof HTMLImageElement) {
    const id = /\/photo\/([^/?#]+)/.exec(node.getAttribute("src") ?? "")?.[1];
    if (id === undefined) return [];
    made.src = photo(id);
  }
  made.append(...inside);
  return [made];
}

/** The elements of a body; `photo` says where the picture of a photo is served. */
export function pageBody(html: string, photo: (id: string) => string): Node[] {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].flatMap((child) => copy(child, photo));
}
