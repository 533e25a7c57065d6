// Reading keys. Single keys are read by their place on the keyboard, because Vietnamese layouts and
// input methods change what they type; nothing is read while a word is being composed.

/** A key combination: `Ctrl+K`, `Ctrl+Shift+N`, `F9`, `C`, `ArrowDown`, `Ctrl+.`, `+`. */
export type Chord = string;

interface ParsedChord {
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
  key: string;
}

/** Signs named by what they type, since their place differs between keyboards. */
const SIGNS = new Set(["/", ".", ",", "+", "-", "?", "="]);

function parse(chord: Chord): ParsedChord {
  const names = chord === "+" ? ["+"] : chord.replace(/\+\+$/, "+Plus").split("+");
  const last = names.at(-1) ?? "";
  return {
    ctrl: names.includes("Ctrl"),
    alt: names.includes("Alt"),
    shift: names.includes("Shift"),
    key: last === "Plus" ? "+" : last,
  };
}

function isKey(event: KeyboardEvent, key: string): boolean {
  if (/^[A-Z]$/.test(key)) {
    const typed = event.key.toUpperCase();
    // With Ctrl a layout such as Dvorak keeps its own letters; without, the place decides.
    if (event.ctrlKey && /^[A-Z]$/.test(typed)) return typed === key;
    return event.code === `Key${key}`;
  }
  if (/^\d$/.test(key)) return event.code === `Digit${key}` || event.code === `Numpad${key}`;
  if (SIGNS.has(key)) return event.key === key;
  if (key === "Space") return event.code === "Space";
  return event.key === key;
}

/** Whether this key press is that combination, no more and no less. */
export function matches(event: KeyboardEvent, chord: Chord): boolean {
  const { ctrl, alt, shift, key } = parse(chord);
  // Some signs need Shift on some keyboards; it is part of typing them.
  const shiftFits = event.shiftKey === shift || (SIGNS.has(key) && !shift);
  return (
    (event.ctrlKey || event.metaKey) === ctrl &&
    event.altKey === alt &&
    shiftFits &&
    isKey(event, key)
  );
}

/** Whether an input method is at work: such key presses belong to it alone. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.key === "Process" || event.key === "Unidentified";
}

/** Whether letters typed here go into a text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("[contenteditable=true],[contenteditable='']")) {
    return true;
  }
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !["checkbox", "radio", "button", "range", "submit"].includes(target.type);
}

/** Whether a combination may act while a text field has the focus: none that types or edits. */
export function actsInText(chord: Chord): boolean {
  const { ctrl, alt, key } = parse(chord);
  return ctrl || alt || /^F\d+$/.test(key) || key === "Escape";
}

/** Whether the focused control uses this key itself (Enter on a button, arrows in a list box). */
export function isTakenByControl(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || !(event.target instanceof HTMLElement)) return false;
  const control = event.target.closest(
    "button,a[href],summary,input,[role=menuitem],[role=option],[role=tab],[role=combobox]",
  );
  return control !== null && ["Enter", " "].includes(event.key);
}

/** A combination as its single key caps, to be shown: `["Ctrl", "K"]`. */
export function keyCaps(chord: Chord): string[] {
  const { ctrl, alt, shift, key } = parse(chord);
  const shown: Record<string, string> = {
    ArrowUp: "↑",
    ArrowDown: "↓",
    ArrowLeft: "←",
    ArrowRight: "→",
    Escape: "Esc",
  };
  return [
    ...(ctrl ? ["Ctrl"] : []),
    ...(alt ? ["Alt"] : []),
    ...(shift ? ["Shift"] : []),
    shown[key] ?? key,
  ];
}
