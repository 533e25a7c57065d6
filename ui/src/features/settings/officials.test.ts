import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { CodeEntry, CodeEntrySave } from "../../ipc/generated";
import { CodebookEditor } from "./codebook.svelte";
import { CodeEntryForm } from "./codeEntryForm.svelte";

const ENTRY: CodeEntry = {
  id: "c1",
  code: "ct",
  name: "Trần Hữu Thế",
  title: "Chủ tịch UBND tỉnh",
  from: "2020-11-20",
  until: null,
};
let entries: CodeEntry[];
let overlap: boolean;
const failed = vi.fn<(error: unknown) => void>();

function answer(name: string, request: unknown): unknown {
  if (name === "codebook_save") {
    const fields = { code: "ct" };
    if (overlap) throw Object.assign(new Error("overlap"), { code: "codebook_overlap", fields });
    const saved = request as CodeEntry;
    entries = [...entries.filter(({ id }) => id !== saved.id), saved];
  }
  if (name === "codebook_delete") {
    entries = entries.filter(({ id }) => id !== (request as { id: string }).id);
  }
  return { entries, total: entries.length };
}

beforeEach(() => {
  entries = [ENTRY];
  overlap = false;
  setTransport({
    call: (name, request) => Promise.resolve().then(() => answer(name, request)),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
});

describe("an entry", () => {
  function filled(part: Partial<CodeEntryForm> = {}): CodeEntryForm {
    const form = new CodeEntryForm();
    return Object.assign(form, { code: "bt", name: "Phạm Đại Dương", ...part });
  }
  const kept = vi.fn<(entry: CodeEntrySave) => Promise<void>>();
  beforeEach(() => {
    kept.mockReset();
    kept.mockResolvedValue();
  });

  it("is kept with its days as Rust knows them", async () => {
    const form = filled({ title: " Bí thư Tỉnh ủy ", from: "15/10/2020" });
    expect(await form.keep(kept)).toBe(true);
    expect(kept).toHaveBeenCalledWith({
      id: null,
      code: "bt",
      name: "Phạm Đại Dương",
      title: "Bí thư Tỉnh ủy",
      from: "2020-10-15",
      until: null,
    });
  });

  /** A wrong day names the wrong person in every caption of a year. */
  it.each([
    ["code", { code: " " }, "code_missing"],
    ["code", { code: "bí thư" }, "code_signs"],
    ["name", { name: "" }, "name_missing"],
    ["from", { from: "31/02/2022" }, "day"],
    ["until", { from: "02/01/2022", until: "01/01/2022" }, "reversed"],
  ] as const)("says what is wrong with %s", async (field, part, problem) => {
    const form = filled(part);
    expect(form.problem(field)).toBeUndefined();
    expect(await form.keep(kept)).toBe(false);
    expect(form.problem(field)).toBe(problem);
    expect(kept).not.toHaveBeenCalled();
  });

  it("stays on screen with what is wrong when its days overlap", async () => {
    overlap = true;
    const editor = new CodebookEditor(failed);
    const form = filled();
    expect(await form.keep((entry) => editor.save(entry))).toBe(false);
    expect(form.failure?.code).toBe("codebook_overlap");
    expect(form.code).toBe("bt");
  });

  it("shows its days as they are written here", () => {
    const form = new CodeEntryForm(ENTRY);
    expect([form.from, form.until]).toEqual(["20/11/2020", ""]);
  });
});

describe("the book", () => {
  /** An entry deleted by mistake must come back word for word. */
  it("gets an entry back when deleting is undone", async () => {
    const editor = new CodebookEditor(failed);
    const undo = await editor.remove(ENTRY);
    expect(editor.entries).toEqual([]);
    await undo();
    expect(editor.entries).toEqual([ENTRY]);
    expect(editor.total).toBe(1);
  });
});
