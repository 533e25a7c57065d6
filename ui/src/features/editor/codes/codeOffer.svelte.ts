// Offers what a code of the book of officials stands for, once it is typed whole: "=bt=". The text
// is never changed by itself and no letter or Backspace is taken; only Enter or Tab puts the words in.

import { call } from "../../../ipc/call";
import { isComposing } from "../../../shell";

/** A code right before the caret, and where it stands. */
export interface TypedCode {
  typed: string;
  from: number;
  to: number;
}

/** The text that codes are typed into: the body, or a field of one paragraph. */
export interface CodeTarget {
  /** The code right before the caret; `undefined` while a word is being composed. */
  read: () => TypedCode | undefined;
  /** Puts words in place of a code, as one step that can be undone. */
  put: (code: TypedCode, words: string) => void;
}

/** What is on offer; without words the code is not in the book. */
export interface Offer extends TypedCode {
  words: string | undefined;
}

const CODE = /=[\p{L}\p{N}_-]{1,32}(?:\.(?:name|title))?=/u;
const BEFORE = new RegExp(`${CODE.source}$`, "u");
const ALL = new RegExp(CODE.source, "gu");

/** The code that a text ends with. */
export function codeAtEnd(text: string): string | undefined {
  return BEFORE.exec(text)?.[0];
}

/** All codes of a text, from its start, with the place of each. */
export function codesIn(text: string): { typed: string; at: number }[] {
  const found: { typed: string; at: number }[] = [];
  ALL.lastIndex = 0;
  for (let hit = ALL.exec(text); hit; hit = ALL.exec(text)) {
    found.push({ typed: hit[0], at: hit.index });
  }
  return found;
}

export class CodeOffer {
  #target: CodeTarget;
  #day: () => string | null;
  #failed: (error: unknown) => void;
  #offer = $state.raw<Offer>();
  /** Closed by Esc: stays closed for the code at this place. */
  #dismissed: TypedCode | undefined;
  #turn = 0;

  /** `day` is the article's date as `2022-07-15`; `null` means today. */
  constructor(
    target: CodeTarget,
    { day, failed }: { day: () => string | null; failed: (error: unknown) => void },
  ) {
    this.#target = target;
    this.#day = day;
    this.#failed = failed;
  }

  get offer(): Offer | undefined {
    return this.#offer;
  }

  /** Looks at the text before the caret after each change. */
  follow(): void {
    const code = this.#target.read();
    this.#turn += 1;
    if (!code) {
      this.#offer = undefined;
      this.#dismissed = undefined;
      return;
    }
    if (same(code, this.#dismissed) || same(code, this.#offer)) return;
    this.#offer = undefined;
    const turn = this.#turn;
    call("codebook_expand", { text: code.typed, on: this.#day() }).then(({ text, unknown }) => {
      if (turn !== this.#turn) return;
      this.#offer = { ...code, words: unknown.length > 0 ? undefined : text };
    }, this.#failed);
  }

  /** Enter, Tab and Esc while something is on offer; all else goes on to the text. */
  onkeydown(event: KeyboardEvent): boolean {
    const plain = !event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey;
    if (!this.#offer || !plain || isComposing(event)) return false;
    if (event.key === "Escape") this.close();
    else if (this.#offer.words === undefined) return false;
    else if (event.key === "Enter" || event.key === "Tab") this.accept();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** Puts the words in place of the code. */
  accept(): void {
    const offer = this.#offer;
    this.#offer = undefined;
    if (offer?.words !== undefined) this.#target.put(offer, offer.words);
  }

  /** Leaves what was typed. */
  close(): void {
    this.#dismissed = this.#offer;
    this.#offer = undefined;
  }
}

function same(code: TypedCode, other: TypedCode | undefined): boolean {
  return other !== undefined && code.typed === other.typed && code.from === other.from;
}
