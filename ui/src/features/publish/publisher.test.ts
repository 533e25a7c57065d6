import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type {
  AppState,
  Failure,
  PublishItemState,
  PublishItemView,
  PublishRun,
} from "../../ipc/generated";
import { session } from "../../shell";
import { brokenOff, itemAt, outcomeOf, remedyOf, stepState } from "./outcome";
import { Publisher } from "./publisher.svelte";

const OFFLINE: Failure = { code: "portal_unavailable", message: "", fields: {}, retryable: true };
const AT = "2022-07-15T07:53:12Z";
const VERIFIED: PublishItemState = { state: "verified", at: AT, url: "https://skhdt.example/a" };

function item(id: string, state: PublishItemState): PublishItemView {
  const thing = { kind: "article" as const, id };
  return { item: thing, title: id, cover: null, action: "create", photos: 8, bytes: 800, state };
}
function run(states: PublishItemState[], more: Partial<PublishRun> = {}): PublishRun {
  const items = states.map((state, index) => item(`a${index}`, state));
  const counts = { create: items.length, update: 0, take_down: 0, photos: 8, bytes: 1000 };
  return {
    job: "j1",
    portal: "Sở",
    url: "https://skhdt.example",
    phase: "sending",
    plan: { ...counts, conflicts: 0, items },
    sent_bytes: 0,
    requests: 0,
    failure: null,
    receipt: null,
    ...more,
  };
}

describe("the outcome of a run", () => {
  /** "Published" said too early is the one lie this sheet must never tell. */
  it("is whole only when everything was read back", () => {
    expect(outcomeOf(run([VERIFIED, VERIFIED])).whole).toBe(false);
    expect(outcomeOf(run([VERIFIED, VERIFIED], { phase: "finished" })).whole).toBe(true);
    const differs: PublishItemState = { state: "differs", detail: "" };
    expect(outcomeOf(run([VERIFIED, differs], { phase: "finished" })).whole).toBe(false);
    expect(outcomeOf(run([], { phase: "finished" })).whole).toBe(false);
  });

  it("does not count what a conflict holds back", () => {
    const outcome = outcomeOf(run([VERIFIED, { state: "conflict" }], { phase: "finished" }));
    expect(outcome).toMatchObject({ all: 1, verified: 1, conflicts: 1, whole: true });
  });

  it("names the item at work and where sending broke off", () => {
    const sending: PublishItemState = { state: "sending", photos: 5, bytes: 500 };
    const broken = run([VERIFIED, sending, { state: "waiting" }], { failure: OFFLINE });
    expect(itemAt(broken)).toBe(2);
    expect(brokenOff(broken)?.photos).toBe(5);
    expect(brokenOff(run([sending]))).toBeUndefined();
  });

  it("shows the steps done, at work and to come", () => {
    expect(stepState("comparing", "sending")).toBe("done");
    expect(stepState("sending", "sending")).toBe("current");
    expect(stepState("verifying", "sending")).toBe("waiting");
    expect(stepState("verifying", "finished")).toBe("done");
  });

  it.each([
    ["portal_unauthorized", "newToken"],
    ["secret_missing", "newToken"],
    ["portal_unavailable", "retry"],
    ["portal_busy", "retryNow"],
    ["disk_full", "storage"],
    ["portal_rejected", undefined],
  ] as const)("offers for %s: %s", (code, remedy) => {
    expect(remedyOf({ ...OFFLINE, code, retryable: false })).toBe(remedy);
  });
});

describe("publishing", () => {
  let calls: [string, unknown][];
  let answers: Record<string, () => unknown>;
  const finished = vi.fn<(run: PublishRun) => void>();
  const portal = {
    id: "p1",
    kind: "native" as const,
    name: "Sở",
    url: "https://skhdt.example",
    user: "kim",
    active: true,
    connection: { state: "unknown" as const },
  };
  function state(with_: AppState["portal"]): AppState {
    const settings = { language: "vi", theme: "system", poster: "", gates: false, panes: {} };
    const rest = { version: "0", library: null, problem: null, proposed_folder: "", waiting: 1 };
    return { ...rest, settings: { ...settings, library: null }, portal: with_ } as AppState;
  }

  beforeEach(() => {
    calls = [];
    finished.mockClear();
    answers = {
      publish_start: () => run([{ state: "waiting" }]),
      portal_add: () => portal,
      app_state: () => state(portal),
      receipt_list: () => ({ rows: [] }),
    };
    session.adopt(state(portal));
    setTransport({
      call: (name, request) => {
        calls.push([name, request]);
        return Promise.resolve().then(() => answers[name]?.());
      },
      listen: () => () => undefined,
      photoRoot: () => "photo://localhost/",
    });
  });
  afterEach(() => {
    setTransport(undefined);
  });

  /** A newcomer without a portal must be able to publish in the first minute. */
  it("without a portal offers the one on this machine and then goes on", async () => {
    session.adopt(state(null));
    const publisher = new Publisher(finished);
    const wish = { articles: ["a1"], albums: [] };
    await publisher.publish(wish);
    expect(publisher.shown).toBe("setup");
    expect(calls).toEqual([]);

    await publisher.useLocalPortal();
    expect(publisher.shown).toBe("sheet");
    expect(calls.find(([name]) => name === "publish_start")?.[1]).toEqual(wish);
  });

  /** A second press of F9 must not start a second run. */
  it("shows the run that is going on instead of starting another", async () => {
    const publisher = new Publisher(finished);
    await publisher.publish({ articles: [], albums: [] });
    publisher.hide();
    await publisher.publish({ articles: ["a2"], albums: [] });
    expect(publisher.shown).toBe("sheet");
    expect(calls.filter(([name]) => name === "publish_start")).toHaveLength(1);
  });

  /** An answer that comes after its own events would throw the sheet back to the beginning. */
  it("does not go back when events overtake the answer", async () => {
    const publisher = new Publisher(finished);
    answers["publish_start"] = () => {
      publisher.take(run([VERIFIED], { phase: "verifying" }));
      return run([{ state: "waiting" }]);
    };
    await publisher.publish({ articles: [], albums: [] });
    expect(publisher.run?.phase).toBe("verifying");
  });

  it("tells once when a run ends behind the window", async () => {
    const publisher = new Publisher(finished);
    await publisher.publish({ articles: [], albums: [] });
    publisher.hide();
    publisher.take(run([VERIFIED], { phase: "finished" }));
    publisher.take(run([VERIFIED], { phase: "finished" }));
    expect(finished).toHaveBeenCalledOnce();
  });

  /** A red word every half minute while the network is away would teach people to look past it. */
  it("says nothing of a try that began by itself and found the portal as it was", async () => {
    const publisher = new Publisher(finished);
    await publisher.publish({ articles: [], albums: [] });
    publisher.hide();
    publisher.take(run([], { phase: "finished", failure: OFFLINE }));
    expect(finished).toHaveBeenCalledOnce();

    publisher.take(run([], { job: "j2", phase: "finished", failure: OFFLINE }));
    expect(finished).toHaveBeenCalledOnce();
    publisher.take(run([VERIFIED], { job: "j3", phase: "finished" }));
    expect(finished).toHaveBeenCalledTimes(2);
    const expired: Failure = { ...OFFLINE, code: "portal_unauthorized", retryable: false };
    publisher.take(run([], { job: "j4", phase: "finished", failure: expired }));
    expect(finished).toHaveBeenCalledTimes(3);
    publisher.take(run([], { job: "j5", phase: "finished", failure: expired }));
    expect(finished).toHaveBeenCalledTimes(3);
  });

  it("keeps the reason when a run cannot be started", async () => {
    const publisher = new Publisher(finished);
    answers["publish_start"] = () => {
      throw Object.assign(new Error("missing"), { ...OFFLINE, code: "check_failed" });
    };
    await publisher.publish({ articles: ["a1"], albums: [] });
    expect(publisher.failure?.code).toBe("check_failed");
    expect(publisher.running).toBe(false);
  });

  it("goes on with a new token for the same portal", async () => {
    const publisher = new Publisher(finished);
    await publisher.useToken("kim", "mã mới");
    expect(calls[0]).toEqual([
      "portal_add",
      { kind: "native", url: "https://skhdt.example", user: "kim", secret: "mã mới" },
    ]);
    expect(calls.at(-1)?.[0]).toBe("publish_start");
  });
});
