import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import { readFacts } from "./facts";

const asked = vi.fn<(name: string, request: unknown) => void>();

beforeEach(() => {
  vi.useFakeTimers();
  asked.mockClear();
  setTransport({
    call: (name, request) => {
      asked(name, request);
      return Promise.resolve({ photo: { id: "p1" } });
    },
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
  vi.useRealTimers();
});

/** Sums of the first few of many chosen photos are wrong figures. */
it("sums all chosen photos in one question", async () => {
  const ids = Array.from({ length: 5_000 }, (_, at) => `p${at}`);
  const reading = readFacts(ids, new AbortController().signal);
  await vi.runAllTimersAsync();
  expect(await reading).toMatchObject({ only: undefined });
  expect(asked.mock.calls).toEqual([["photo_sums", { ids }]]);
});

/** Shift and an arrow held down would otherwise ask for every photo it passes. */
it("asks for nothing of a selection that has moved on", async () => {
  const reading = new AbortController();
  const facts = readFacts(["p1", "p2"], reading.signal);
  reading.abort();
  await vi.runAllTimersAsync();
  expect(await facts).toBeUndefined();
  expect(asked).not.toHaveBeenCalled();
});

it("reads a photo alone at once", async () => {
  const facts = await readFacts(["p1"], new AbortController().signal);
  expect(facts?.only).toEqual({ id: "p1" });
});
