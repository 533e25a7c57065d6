// Keeping the focus inside what lies on top, and giving it back afterwards.

const FOCUSABLE = [
  "a[href]",
  "button:not(:disabled)",
  "input:not(:disabled):not([type=hidden])",
  "select:not(:disabled)",
  "textarea:not(:disabled)",
  "[contenteditable=true]",
  "[tabindex]",
].join(",");

/** What can be reached with Tab inside `root`, in order. */
export function focusable(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && !element.closest("[hidden],[inert]"),
  );
}

/**
 * Holds the focus inside `root` until the returned function is called, which gives it back to where
 * it was. Starts at `[data-autofocus]`, else at the first control, else at `root`.
 */
export function trapFocus(root: HTMLElement): () => void {
  const before = document.activeElement;
  const first = root.querySelector<HTMLElement>("[data-autofocus]") ?? focusable(root)[0];
  if (!first) root.tabIndex = -1;
  (first ?? root).focus();

  const onKeydown = (event: KeyboardEvent) => {
    if (event.key !== "Tab" || event.isComposing) return;
    const inside = focusable(root);
    const last = inside.at(-1);
    const start = inside[0];
    if (!start || !last) {
      event.preventDefault();
      return;
    }
    const at = document.activeElement;
    if (event.shiftKey && (at === start || at === root)) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && at === last) {
      event.preventDefault();
      start.focus();
    }
  };

  root.addEventListener("keydown", onKeydown);
  return () => {
    root.removeEventListener("keydown", onKeydown);
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
