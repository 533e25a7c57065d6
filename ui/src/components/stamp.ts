// Icons drawn once and copied afterwards: for what comes and goes by the hundred while it is scrolled,
// where a component for each would take longer than all the rest.

import { mount, type Component } from "svelte";
import type { Attachment } from "svelte/attachments";
import type { LucideProps } from "@lucide/svelte";

/** Puts a copy of an icon in front of what an element holds. The icon must always look the same. */
export function stamp(icon: Component<LucideProps>, props: LucideProps): Attachment<Element> {
  let drawn: Element | null | undefined;
  return (holder) => {
    drawn ??= draw(icon, props);
    if (drawn) holder.prepend(drawn.cloneNode(true));
  };
}

function draw(icon: Component<LucideProps>, props: LucideProps): Element | null {
  const target = document.createElement("span");
  // Never taken out again: it is the pattern of all copies.
  mount(icon, { target, props });
  return target.firstElementChild;
}
