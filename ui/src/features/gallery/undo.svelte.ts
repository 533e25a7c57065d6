// What was done in the gallery last, so that Ctrl Z takes it back: the same steps that the messages
// offer, for as long as the gallery is open.

/** Steps kept at most. */
const KEPT = 50;

export interface UndoStep {
  /** What was done, as the message said it. */
  text: string;
  undo: () => Promise<unknown>;
}

export class UndoStack {
  #steps = $state.raw<readonly UndoStep[]>([]);

  /** The step that would be taken back next. */
  get next(): UndoStep | undefined {
    return this.#steps.at(-1);
  }

  /** Remembers a step; returns the way to take it back, which works once. */
  push(step: UndoStep): () => Promise<void> {
    this.#steps = [...this.#steps, step].slice(-KEPT);
    return () => this.#take(step);
  }

  /** Takes the last step back; returns what it was. */
  async undo(): Promise<string | undefined> {
    const step = this.next;
    if (step) await this.#take(step);
    return step?.text;
  }

  clear(): void {
    this.#steps = [];
  }

  async #take(step: UndoStep): Promise<void> {
    if (!this.#steps.includes(step)) return;
    const before = this.#steps;
    this.#steps = before.filter((other) => other !== step);
    try {
      await step.undo();
    } catch (error) {
      // Not taken back: it can be tried again.
      this.#steps = [...this.#steps, step];
      throw error;
    }
  }
}

/** The gallery's one stack. */
export const undoStack = new UndoStack();
