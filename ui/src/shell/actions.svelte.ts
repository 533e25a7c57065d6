// What the user can do, contributed by whoever is on screen: one entry gives the key, the line in
// the quick command list and the line in the overview of keys.

import { untrack } from "svelte";
import {
  actsInText,
  isComposing,
  isTakenByControl,
  isTextField,
  matches,
  type Chord,
} from "./keys";

export type ActionGroup = "window" | "articles" | "editor" | "gallery" | "publish";

export interface Action {
  /** Names the action: `article.new`. The topmost one of a name wins. */
  id: string;
  group: ActionGroup;
  /** Read whenever it is shown, so that it follows the language. */
  title: () => string;
  keys?: readonly Chord[];
  /** Whether it can be done now; a key whose action cannot be done goes on to the next. */
  enabled?: () => boolean;
  /** Left out of the quick command list: moving a selection, for example. */
  hidden?: boolean;
  /** Within reach even from what lies over the window: the overview of keys. */
  always?: boolean;
  run: () => void | Promise<void>;
}

interface Layer {
  actions: readonly Action[];
  modal: boolean;
}

/** Keys and commands by layers; the last one registered is asked first. */
export class ActionRegistry {
  #layers = $state.raw<readonly Layer[]>([]);
  #failed: (error: unknown) => void;

  /** `failed` is told of every action that throws or rejects. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /**
   * Adds actions above those that are there, and returns the way to take them off again:
   * `$effect(() => actions.register([…]))`. A `modal` layer hides everything below it but what is
   * `always` within reach.
   */
  register(actions: readonly Action[], { modal = false } = {}): () => void {
    const layer: Layer = { actions, modal };
    // The caller's effect must not run again because the list it adds to has changed.
    untrack(() => {
      this.#layers = [...this.#layers, layer];
    });
    return () => {
      untrack(() => {
        this.#layers = this.#layers.filter((other) => other !== layer);
      });
    };
  }

  /** All actions within reach, topmost first, each id once. */
  reachable(): Action[] {
    const seen = new Map<string, Action>();
    let covered = false;
    for (const layer of this.#layers.toReversed()) {
      for (const action of layer.actions) {
        if (!seen.has(action.id) && (!covered || action.always)) seen.set(action.id, action);
      }
      covered ||= layer.modal;
    }
    return [...seen.values()];
  }

  /** Runs an action by name; returns whether there was one that could be done. */
  run(id: string): boolean {
    const action = this.reachable().find((candidate) => candidate.id === id);
    if (!action || action.enabled?.() === false) return false;
    this.#do(action);
    return true;
  }

  /** Gives a key press to the action it belongs to. Letters and Backspace in a text are never taken. */
  handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || isComposing(event)) return false;
    const inText = isTextField(event.target);
    if (!inText && isTakenByControl(event)) return false;
    for (const action of this.reachable()) {
      const chord = action.keys?.find((key) => matches(event, key));
      if (chord === undefined || (inText && !actsInText(chord))) continue;
      if (action.enabled?.() === false) continue;
      event.preventDefault();
      this.#do(action);
      return true;
    }
    return false;
  }

  #do(action: Action): void {
    try {
      const running = action.run();
      if (running instanceof Promise) running.catch(this.#failed);
    } catch (error) {
      this.#failed(error);
    }
  }
}
