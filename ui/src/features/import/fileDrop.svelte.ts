// Files dragged over the window: where they would go, and taking them when they are let go.

import type { EventOf } from "../../ipc/call";
import { dropTarget, router } from "../../shell";

/** Where dropped files go. */
export type Destination =
  { kind: "album"; id: string } | { kind: "article"; id: string } | { kind: "library" };

/** Endings of a file's name; what has none is taken for a folder. */
const ENDING = /\.[a-z0-9]{2,5}$/i;

/** How many files there are; `undefined` when folders are among them. */
export function countFiles(paths: readonly string[]): number | undefined {
  return paths.every((path) => ENDING.test(path)) ? paths.length : undefined;
}

export class FileDrop {
  #paths = $state.raw<readonly string[]>();
  #destination = $state.raw<Destination>({ kind: "library" });
  #ondrop: (paths: readonly string[], destination: Destination) => void;

  constructor(ondrop: (paths: readonly string[], destination: Destination) => void) {
    this.#ondrop = ondrop;
  }

  /** The paths that hover over the window; `undefined` when none do. */
  get paths(): readonly string[] | undefined {
    return this.#paths;
  }
  get destination(): Destination {
    return this.#destination;
  }

  take({ phase, paths, x, y }: EventOf<"files_dragged">): void {
    if (phase === "leave") {
      this.#end();
      return;
    }
    if (phase === "enter") this.#paths = paths;
    // An editor of articles takes files too, and a drag without paths is a text.
    if (!this.#paths || (this.#paths.length === 0 && paths.length === 0)) return;
    this.#destination = destinationAt(x, y);
    dropTarget.over = this.#destination.kind === "album" ? this.#destination.id : null;
    if (phase !== "drop") return;
    const dropped = paths.length > 0 ? paths : this.#paths;
    const destination = this.#destination;
    this.#end();
    this.#ondrop(dropped, destination);
  }

  #end(): void {
    this.#paths = undefined;
    dropTarget.over = null;
  }
}

function destinationAt(x: number, y: number): Destination {
  const album = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-drop-album]");
  const id = album?.dataset["dropAlbum"] ?? dropTarget.album?.id;
  if (id !== undefined) return { kind: "album", id };
  const { current } = router;
  if (current.view === "editor" && current.articleId !== null) {
    return { kind: "article", id: current.articleId };
  }
  return { kind: "library" };
}
