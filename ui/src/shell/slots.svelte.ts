// Places in one feature's screen that another feature fills, without either knowing the other.

import { untrack, type Component } from "svelte";

interface Slots {
  /** Above the grid of the gallery: how far an import is. */
  importProgress: Component;
}

let filled = $state.raw<Partial<Slots>>({});

/** What fills a place now; read it where it is shown. */
export function slot<K extends keyof Slots>(name: K): Slots[K] | undefined {
  return filled[name];
}

/** Fills a place until the returned function is called. */
export function fill<K extends keyof Slots>(name: K, component: Slots[K]): () => void {
  // The caller's effect must not run again because the table it adds to has changed.
  filled = { ...untrack(() => filled), [name]: component };
  return () => {
    if (untrack(() => filled)[name] !== component) return;
    filled = Object.fromEntries(Object.entries(filled).filter(([other]) => other !== name));
  };
}
