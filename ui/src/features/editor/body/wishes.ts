// What the text asks of the window around it: photos to insert, an address to link to.

/** Things that need a choice before they can be put into the text. */
export interface Wishes {
  image: () => Promise<void>;
  gallery: () => Promise<void>;
  link: () => void;
  embed: () => void;
  /** Puts words in place of the codes of officials. */
  codes: () => Promise<void>;
}
