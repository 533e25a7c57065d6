// Moving the focus from pane to pane (F6). A pane is an element with `data-pane`.

const FOCUSABLE =
  "a[href],button:not(:disabled),input:not(:disabled),select:not(:disabled)," +
  "textarea:not(:disabled),[contenteditable=true],[tabindex='0']";

/** Focuses the pane after the one that has the focus, and the first one after the last. */
export function focusNextPane(root: ParentNode = document): void {
  const panes = [...root.querySelectorAll<HTMLElement>("[data-pane]")].filter(
    (pane) => pane.getClientRects().length > 0,
  );
  if (panes.length === 0) return;
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + 1) % panes.length];
  if (!next) return;
  const current = next.querySelector<HTMLElement>("[aria-current],[data-pane-focus]");
  const target = current ?? next.querySelector<HTMLElement>(FOCUSABLE) ?? next;
  if (target === next) next.tabIndex = -1;
  target.focus();
}
