// What one feature may ask of another without knowing it: a feature provides an answer, any other
// asks by name. A new wish is one line in [`Intents`].

export interface Intents {
  /**
   * Publishes everything that waits, or only these articles and albums, and takes down those named
   * for it; shows the live report. Whoever asks has asked the user about what is taken down.
   */
  publish: (request: {
    articleIds?: readonly string[];
    albumIds?: readonly string[];
    takeDownArticleIds?: readonly string[];
    takeDownAlbumIds?: readonly string[];
  }) => Promise<void>;
  /** Lets the user choose photos of the gallery; `null` when they changed their mind. */
  pickPhotos: (request: { multiple: boolean }) => Promise<readonly string[] | null>;
  /** Lets the user choose an album; `null` when they changed their mind. */
  pickAlbum: (request: Record<never, never>) => Promise<string | null>;
  /** Brings files and folders into the gallery; without paths the user chooses them. */
  importPhotos: (request: { paths?: readonly string[]; albumId?: string }) => Promise<void>;
}

const answers: Partial<Intents> = {};

/** Answers an intent until the returned function is called. */
export function provide<K extends keyof Intents>(name: K, answer: Intents[K]): () => void {
  answers[name] = answer;
  return () => {
    if (answers[name] === answer) Reflect.deleteProperty(answers, name);
  };
}

/** Whether anybody answers this intent now. */
export function canAsk(name: keyof Intents): boolean {
  return answers[name] !== undefined;
}

/** Asks for something another feature does. Rejects when none does. */
export function ask<K extends keyof Intents>(
  name: K,
  ...request: Parameters<Intents[K]>
): ReturnType<Intents[K]> {
  const answer = answers[name] as ((...given: unknown[]) => ReturnType<Intents[K]>) | undefined;
  if (!answer) throw new Error(`nothing answers "${name}"`);
  return answer(...request);
}
