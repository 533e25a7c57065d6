import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../ipc/call";
import type { AppState, PortalDiagnosis } from "../../ipc/generated";
import { session } from "../../shell";
import { diagnosisLines } from "./diagnosisLines";
import { FirstSteps } from "./firstSteps.svelte";
import { CHECK_AFTER_MS, PortalForm } from "./portalForm.svelte";

const STATE: AppState = {
  version: "0.1.0",
  library: null,
  problem: null,
  proposed_folder: "/srv/Tòa Soạn",
  settings: {
    language: "vi",
    theme: "light",
    poster: "",
    gates: false,
    panes: {},
    library: null,
  },
  portal: null,
  waiting: 0,
};
const OPEN: AppState = {
  ...STATE,
  library: { path: "/srv/Tòa Soạn", name: "Tòa Soạn", articles: 0, photos: 0 },
  settings: { ...STATE.settings, library: "/srv/Tòa Soạn" },
};
const DIAGNOSIS: PortalDiagnosis = {
  name: "Sở",
  steps: [
    { subject: "reach", result: "passed", detail: "42 ms", failure: null },
    { subject: "secure", result: "passed", detail: "https", failure: null },
    { subject: "sign_in", result: "passed", detail: "huytk", failure: null },
    { subject: "permissions", result: "passed", detail: "", failure: null },
    { subject: "clock", result: "reminder", detail: "-180", failure: null },
  ],
};

const sent = vi.fn<(name: string, request: unknown) => unknown>();

beforeEach(() => {
  vi.useFakeTimers();
  sent.mockReset();
  setTransport({
    call: (name, request) => Promise.resolve().then(() => sent(name, request)),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
  session.adopt(STATE);
});
afterEach(() => {
  vi.useRealTimers();
  setTransport(undefined);
});

const names = () => sent.mock.calls.map(([name]) => name);

describe("connecting to a portal", () => {
  /** A check per letter would knock at the portal with half a token, and lock the account. */
  it("checks once, when the typing has stopped", async () => {
    sent.mockReturnValue(DIAGNOSIS);
    const form = new PortalForm();
    form.url = "https://skhdt.example";
    for (const secret of ["K", "K7", "K7QM"]) {
      form.secret = secret;
      await vi.advanceTimersByTimeAsync(CHECK_AFTER_MS - 1);
    }
    expect(names()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);

    expect(sent.mock.calls).toEqual([
      ["portal_check", { kind: "native", url: "https://skhdt.example", user: "", secret: "K7QM" }],
    ]);
    expect(form.diagnosis).toEqual(DIAGNOSIS);
  });

  /** A token over plain http can be read by anybody on the way. */
  it("takes plain http only for this machine", () => {
    const form = new PortalForm();
    const usable = (url: string) => {
      form.url = url;
      return form.urlUsable;
    };
    expect(usable("http://skhdt.example")).toBe(false);
    expect(usable("http://localhost.example.com")).toBe(false);
    expect(usable("skhdt.example")).toBe(false);
    expect(usable("http://127.0.0.1:8080/")).toBe(true);
    expect(usable("http://localhost:8080")).toBe(true);
    expect(usable("https://skhdt.example")).toBe(true);
  });

  /** A slow clock or somebody else's token found out only on the page is found out too late. */
  it("says what is wrong with clock and account", () => {
    const lines = diagnosisLines(DIAGNOSIS, "binhnd");
    expect(lines.find(({ subject }) => subject === "clock")?.title).toContain("chậm 3 phút");
    expect(lines.find(({ subject }) => subject === "sign_in")?.result).toBe("reminder");
    expect(diagnosisLines(undefined, "").every(({ result }) => result === "waiting")).toBe(true);
  });
});

describe("the first start", () => {
  /** Saving the name with the settings of before would forget which library was just made. */
  it("keeps the library's place when the name is saved", async () => {
    sent.mockImplementation((name) => {
      if (name === "library_open") return OPEN;
      if (name === "portal_add") return { id: "p1", name: "Cổng thử nghiệm" };
      if (name === "directory_get") return { categories: [], people: [], tags: [] };
      if (name === "app_state") return { ...OPEN, settings: { ...OPEN.settings, poster: "Huy" } };
      return {};
    });
    const steps = new FirstSteps(STATE.proposed_folder);
    await steps.openLibrary();
    expect(session.state?.library).toBeNull();
    await steps.connect();
    steps.name = " Trần Kim Huy ";
    await steps.finish();

    expect(names()).toEqual([
      "library_open",
      "portal_add",
      "settings_save",
      "directory_get",
      "person_save",
      "app_state",
    ]);
    expect(sent.mock.calls[2]?.[1]).toMatchObject({
      poster: "Trần Kim Huy",
      library: "/srv/Tòa Soạn",
    });
    expect(session.state?.library?.path).toBe("/srv/Tòa Soạn");
  });

  /** A folder without rights must leave the newcomer where another one can be chosen. */
  it("stays at its step and says why when the library cannot be made", async () => {
    sent.mockImplementation(() => {
      throw Object.assign(new Error("denied"), { code: "no_access", fields: { path: "/root" } });
    });
    const steps = new FirstSteps("/root");
    await steps.openLibrary();

    expect(steps.step).toBe("library");
    expect(steps.failure?.code).toBe("no_access");
    expect(steps.busy).toBe(false);
  });
});
