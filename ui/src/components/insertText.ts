// Putting text into a field as if it was typed, so that Ctrl Z takes it out again.

/** Replaces `from` to `to` (the selection, where they are left out) and puts the caret behind. */
export function insertText(
  field: HTMLTextAreaElement | HTMLInputElement,
  text: string,
  { from, to }: { from?: number; to?: number } = {},
): void {
  const start = from ?? field.selectionStart ?? field.value.length;
  const end = to ?? field.selectionEnd ?? start;
  field.focus();
  field.setSelectionRange(start, end);
  // The only way that leaves the field's own undo whole; deprecated, and without a successor.
  const typed =
    typeof document.execCommand === "function" && document.execCommand("insertText", false, text);
  if (typed) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}
