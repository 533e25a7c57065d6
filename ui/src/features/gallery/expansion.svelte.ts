// What a caption with variables and codes will say for one photo, shown while it is written.

import { call } from "../../ipc/call";
import type { Expanded } from "../../ipc/generated";
import { isCoded } from "./captionWords";

/** Typing pauses this long before the preview follows, in milliseconds. */
const FOLLOW_AFTER_MS = 150;

export class Expansion {
  #shown = $state.raw<Expanded>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** The text as it will be; `undefined` where there is nothing to put in. */
  get shown(): Expanded | undefined {
    return this.#shown;
  }

  /** Follows a text for a photo; returns the way to stop. */
  follow(photo: string | undefined, text: string): () => void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    const turn = this.#turn;
    if (photo === undefined || !isCoded(text)) {
      this.#shown = undefined;
      return () => undefined;
    }
    this.#timer = setTimeout(() => {
      call("photo_expand", { id: photo, text }).then((expanded) => {
        if (turn === this.#turn) this.#shown = expanded;
      }, this.#failed);
    }, FOLLOW_AFTER_MS);
    return () => {
      clearTimeout(this.#timer);
    };
  }
}
