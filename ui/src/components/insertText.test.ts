import { afterEach, describe, expect, it, vi } from "vitest";
import { insertText } from "./insertText";

function fieldWith(value: string, from: number, to = from): HTMLTextAreaElement {
  const field = document.createElement("textarea");
  document.body.append(field);
  field.value = value;
  field.setSelectionRange(from, to);
  return field;
}
afterEach(() => {
  document.body.replaceChildren();
  Reflect.deleteProperty(document, "execCommand");
});

describe("putting text into a field", () => {
  /** A variable put at the end of a caption, instead of where the caret was, says something else. */
  it("puts it at the caret, and the caret behind it", () => {
    const field = fieldWith("Ngày , tại", 5);
    insertText(field, "{date}");
    expect(field.value).toBe("Ngày {date}, tại");
    expect(field.selectionStart).toBe(11);
    expect(document.activeElement).toBe(field);
  });

  it("replaces what is selected, or what it is told to", () => {
    const field = fieldWith("Lễ hội xuân", 7, 11);
    insertText(field, "thu");
    expect(field.value).toBe("Lễ hội thu");
    insertText(field, "Hội", { from: 0, to: 6 });
    expect(field.value).toBe("Hội thu");
  });

  /** Whoever keeps the field's text must hear of it, or it is lost with the next drawing. */
  it("tells of it as if it was typed", () => {
    const field = fieldWith("", 0);
    const heard = vi.fn();
    field.addEventListener("input", heard);
    insertText(field, "{place}");
    expect(heard).toHaveBeenCalledOnce();
  });

  /** Only the browser's own way keeps Ctrl Z in the field. */
  it("leaves it to the browser where that can", () => {
    const typed = vi.fn(() => true);
    Object.assign(document, { execCommand: typed });
    const field = fieldWith("a", 1);
    insertText(field, "b");
    expect(typed).toHaveBeenCalledWith("insertText", false, "b");
    expect(field.value).toBe("a");
  });
});
