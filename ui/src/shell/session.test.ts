import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../ipc/call";
import type { AppEvent, AppState } from "../ipc/generated";
import { language, setLanguage } from "../i18n";
import { Session } from "./session.svelte";

const STATE: AppState = {
  version: "0.1.0",
  library: { path: "/srv/Tòa Soạn", name: "Tòa Soạn", articles: 1, photos: 0 },
  problem: null,
  proposed_folder: "/srv/Tòa Soạn",
  settings: {
    language: "vi",
    theme: "dark",
    poster: "Trần Kim Huy",
    gates: false,
    panes: { albums: 220 },
    library: null,
  },
  portal: null,
  waiting: 2,
};

let send: (event: AppEvent) => void;
const sent = vi.fn<(name: string, request: unknown) => Promise<unknown>>();

beforeEach(() => {
  vi.useFakeTimers();
  sent.mockReset();
  sent.mockResolvedValue(STATE);
  setTransport({
    call: sent,
    listen: (handler) => {
      send = handler;
      return () => undefined;
    },
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  vi.useRealTimers();
  setTransport(undefined);
  setLanguage("vi");
});

describe("session", () => {
  /** A number that stands still tells the user that nothing waits when something does. */
  it("follows the number of waiting changes", async () => {
    const session = new Session(vi.fn());
    const stop = session.start();
    await vi.waitFor(() => {
      expect(session.waiting).toBe(2);
    });
    send({ type: "waiting_changed", waiting: 3 });
    expect(session.waiting).toBe(3);
    stop();
  });

  /** A width that is not remembered has to be dragged again every morning. */
  it("keeps the last width of a pane, and writes it once", async () => {
    const session = new Session(vi.fn());
    session.adopt(STATE);
    for (const width of [300, 310, 320]) session.setPane("inspector", width);
    expect(session.paneWidth("inspector")).toBe(320);
    await vi.runAllTimersAsync();
    expect(sent.mock.calls).toEqual([
      ["settings_save", { ...STATE.settings, panes: { albums: 220, inspector: 320 } }],
    ]);
  });

  /** A change of theme or language that waits for a restart looks as if it had failed. */
  it("shows a changed theme and language at once", () => {
    const session = new Session(vi.fn());
    session.adopt(STATE);
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    session.change({ theme: "system", language: "en" });
    expect(document.documentElement.dataset["theme"]).toBeUndefined();
    expect(document.documentElement.lang).toBe("en");
    expect(language()).toBe("en");
  });

  /** Settings that are lost without a word are a surprise the next day. */
  it("tells when settings could not be kept", async () => {
    const failed = vi.fn();
    const session = new Session(failed);
    session.adopt(STATE);
    sent.mockRejectedValue({
      code: "disk_full",
      message: "no space",
      fields: {},
      retryable: false,
    });
    session.change({ poster: "Lê Thị Thu Hà" });
    await vi.runAllTimersAsync();
    expect(failed).toHaveBeenCalledOnce();
  });
});
