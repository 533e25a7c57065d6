// Answers that came with the page, so that its first picture already has its rows.

/** What the shell leaves in the window: when it asked (milliseconds since 1970), and what it got. */
interface FirstAnswers {
  at: number;
  answers: [name: string, request: unknown, answer: unknown][];
}

declare global {
  interface Window {
    firstAnswers?: FirstAnswers;
  }
}

/** A page that was loaded again finds the answers of the first time; those are no longer true. */
const FRESH_MS = 5000;

const kept = new Map<string, unknown>();

/** Takes over what came with the page. */
export function keepFirstAnswers(now = Date.now()): void {
  const first = window.firstAnswers;
  delete window.firstAnswers;
  kept.clear();
  if (!first || Math.abs(now - first.at) > FRESH_MS) return;
  for (const [name, request, answer] of first.answers) kept.set(keyOf(name, request), answer);
}

/** The answer that came with the page; `undefined` when there is none, or when it was taken. */
export function takeFirstAnswer(name: string, request: unknown): unknown {
  const key = keyOf(name, request);
  const answer = kept.get(key);
  kept.delete(key);
  return answer;
}

function keyOf(name: string, request: unknown): string {
  return `${name} ${JSON.stringify(request)}`;
}
