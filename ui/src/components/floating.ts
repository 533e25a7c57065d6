// Where something that floats goes: beside its anchor, inside the window.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Placement {
  left: number;
  top: number;
  /** Room for the content in CSS pixels; it scrolls when it needs more. */
  maxHeight: number;
}

const MARGIN = 8;
const SETTLE_MS = 200;

/**
 * Below the anchor, or above it when there is more room; aligned with its start or end and pushed
 * back into the window. All in CSS pixels.
 */
export function place(
  anchor: Box,
  size: Size,
  viewport: Size,
  { gap = 4, align = "start" }: { gap?: number; align?: "start" | "end" } = {},
): Placement {
  const below = viewport.height - anchor.bottom - gap - MARGIN;
  const above = anchor.top - gap - MARGIN;
  const down = size.height <= below || below >= above;
  const maxHeight = Math.max(0, down ? below : above);
  const height = Math.min(size.height, maxHeight);
  const wanted = align === "start" ? anchor.left : anchor.right - size.width;
  return {
    left: Math.max(MARGIN, Math.min(wanted, viewport.width - size.width - MARGIN)),
    top: down ? anchor.bottom + gap : anchor.top - gap - height,
    maxHeight,
  };
}

/**
 * Puts an element above everything, beside `anchor`, and calls `onleave` when the user presses
 * elsewhere, scrolls or resizes what is behind. To be used as an attachment; the element needs
 * `popover="manual"`.
 */
export function float(
  anchor: () => Box,
  options: {
    align?: "start" | "end";
    gap?: number;
    sameWidth?: boolean;
    /** A press on it is its own affair: it opened this and closes it. */
    opener?: Element | undefined;
    onleave: () => void;
  },
): (element: HTMLElement) => () => void {
  return (element) => {
    // A test's document knows no popovers; there the element is simply in the page.
    if (typeof element.showPopover === "function") element.showPopover();
    const box = anchor();
    if (options.sameWidth) element.style.minWidth = `${box.right - box.left}px`;
    const { left, top, maxHeight } = place(
      box,
      { width: element.offsetWidth, height: element.offsetHeight },
      { width: window.innerWidth, height: window.innerHeight },
      options,
    );
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    element.style.maxHeight = `${maxHeight}px`;

    const leave = (event: Event) => {
      const { target } = event;
      if (
        target instanceof Node &&
        (element.contains(target) || options.opener?.contains(target))
      ) {
        return;
      }
      options.onleave();
    };
    const started = new AbortController();
    const { signal } = started;
    window.addEventListener("pointerdown", leave, { capture: true, signal });
    const opened = performance.now();
    const scrolled = (event: Event) => {
      // The press that opened this may itself have brought its row into sight.
      if (event.timeStamp - opened > SETTLE_MS) leave(event);
    };
    window.addEventListener("scroll", scrolled, { capture: true, signal });
    window.addEventListener("resize", leave, { signal });
    window.addEventListener("blur", leave, { signal });
    return () => {
      started.abort();
    };
  };
}
