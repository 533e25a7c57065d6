// The body of a preview, put into the page. Rust has sanitised the HTML; here only the addresses of
// pictures become those of the picture protocol.

import { photoUrl } from "../../ipc/call";

const PHOTO = /^\/photo\/([^/?#]+)/;

/** The nodes of a preview's body. Scripts do not run in a parsed document. */
export function previewNodes(html: string): Node[] {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const picture of parsed.querySelectorAll("img")) {
    const id = PHOTO.exec(picture.getAttribute("src") ?? "")?.[1];
    if (id === undefined) picture.removeAttribute("src");
    else picture.src = photoUrl(decodeURIComponent(id), "large");
  }
  return [...parsed.body.childNodes];
}

/** Fills an element with the body; to be used as an attachment. */
export function previewBody(html: string): (element: HTMLElement) => void {
  return (element) => {
    element.replaceChildren(...previewNodes(html));
  };
}
