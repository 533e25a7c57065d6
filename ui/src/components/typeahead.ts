// Finding a line by its first letters, as lists of every system do. Marks may be left out.

const PAUSE_MS = 800;

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/** Collects letters typed in quick succession. */
export class Typeahead {
  #typed = "";
  #last = 0;

  /** The line that begins with what was typed so far; starts after `from` for a first letter. */
  find(key: string, labels: readonly string[], from: number, now = Date.now()): number | undefined {
    if (now - this.#last > PAUSE_MS) this.#typed = "";
    this.#last = now;
    this.#typed += plain(key);
    const start = this.#typed.length > 1 ? from : from + 1;
    for (let step = 0; step < labels.length; step += 1) {
      const index = (Math.max(start, 0) + step) % labels.length;
      if (plain(labels[index] ?? "").startsWith(this.#typed)) return index;
    }
    return undefined;
  }
}
