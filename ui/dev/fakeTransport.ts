// Stands in for Rust when the pages are looked at in a plain browser. Never part of a build.

import { setTransport } from "../src/ipc/call";
import type { AppEvent } from "../src/ipc/generated";

export const STATE = {
  version: "0.1.0",
  library: { path: "/home/kim/Documents/Tòa Soạn", name: "Tòa Soạn", articles: 128, photos: 6214 },
  problem: null,
  proposed_folder: "/home/kim/Documents/Tòa Soạn",
  settings: {
    language: "vi",
    theme: new URLSearchParams(location.search).get("theme") ?? "system",
    poster: "Trần Kim Huy",
    gates: false,
    panes: {},
    library: null,
  },
  portal: {
    id: "p1",
    name: "Cổng thử nghiệm (trên máy này)",
    connection: { state: "online", at: "2022-07-15T07:52:00Z" },
  },
  waiting: 3,
};

export function useFakeTransport(
  answers: Record<string, (request: unknown) => unknown> = {},
  photoRoot = "photo://localhost/",
  listen: (handler: (event: AppEvent) => void) => () => void = () => () => undefined,
): void {
  setTransport({
    call: (name, request) => {
      if (name === "app_state" && !answers[name]) return Promise.resolve(STATE);
      if (name === "settings_save") return Promise.resolve(request);
      const answer = answers[name];
      if (answer) return Promise.resolve().then(() => answer(request));
      const failure = { code: "internal", message: `no fake for ${name}`, fields: {} };
      return Promise.reject(Object.assign(new Error(name), failure));
    },
    listen,
    photoRoot: () => photoRoot,
  });
}
