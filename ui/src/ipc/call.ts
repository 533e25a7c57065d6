// The one line between the window and Rust. Nothing else in the window imports Tauri.
//
// Outside Tauri (a plain browser, a test) there is no Rust: there a transport must be set first.

import { convertFileSrc, invoke, isTauri } from "@tauri-apps/api/core";
import { listen as listenTauri } from "@tauri-apps/api/event";
import { keepFirstAnswers, takeFirstAnswer } from "./firstAnswers";
import type { AppEvent, Commands, Failure } from "./generated";

/** What carries requests and events. Tauri's in the product, a fake one in tests. */
export interface Transport {
  /** Sends one command; rejects with whatever the other side threw. */
  call(name: string, request: unknown): Promise<unknown>;
  /** Hands every event to `handler` until the returned function is called. */
  listen(handler: (event: AppEvent) => void): () => void;
  /** The root under which pictures are served, with a closing slash. */
  photoRoot(): string;
}

/** The sizes in which a picture is served; `whole` is as large as `large`, without any edit. */
export type PhotoSize = "thumb" | "large" | "whole" | "original";

const tauri: Transport = {
  call(name, request) {
    const first = takeFirstAnswer(name, request);
    return first === undefined ? invoke("rpc", { name, request }) : Promise.resolve(first);
  },
  listen(handler) {
    const stop = listenTauri<AppEvent>("event", ({ payload }) => {
      handler(payload);
    });
    return () =>
      void stop.then((end) => {
        end();
      });
  },
  // photo://localhost/ on Linux and macOS, http://photo.localhost/ on Windows.
  photoRoot: () => convertFileSrc("", "photo"),
};

let transport: Transport | undefined = isTauri() ? tauri : undefined;
keepFirstAnswers();

/** Replaces the line to Rust; for tests and for pages shown in a plain browser. */
export function setTransport(next: Transport | undefined): void {
  transport = next;
}

function line(): Transport {
  if (!transport) throw new IpcError(internal("there is no line to the application"));
  return transport;
}

/** A command was refused or failed; `failure` says why, as data. */
export class IpcError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, { cause });
    this.name = "IpcError";
    this.failure = failure;
  }
}

function internal(message: string): Failure {
  return { code: "internal", message, fields: {}, retryable: false };
}

function isFailure(thrown: unknown): thrown is Failure {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    typeof (thrown as Partial<Failure>).code === "string" &&
    typeof (thrown as Partial<Failure>).message === "string"
  );
}

/** Runs a command. Rejects with an [`IpcError`] and nothing else. */
export async function call<K extends keyof Commands>(
  name: K,
  request: Commands[K][0],
): Promise<Commands[K][1]> {
  try {
    return (await line().call(name, request)) as Commands[K][1];
  } catch (thrown) {
    if (thrown instanceof IpcError) throw thrown;
    if (isFailure(thrown)) throw new IpcError(thrown, thrown);
    throw new IpcError(internal(String(thrown)), thrown);
  }
}

/** The kinds of event that Rust sends. */
export type EventType = AppEvent["type"];
/** The event of one kind, with its data. */
export type EventOf<T extends EventType> = Extract<AppEvent, { type: T }>;

type Handlers = { [T in EventType]?: Set<(event: EventOf<T>) => void> };
const handlers: Handlers = {};
let stopListening: (() => void) | undefined;
let listeners = 0;

/**
 * Calls `handler` for each event of one kind; returns the function that stops it. All handlers share
 * one subscription, opened with the first and closed with the last.
 */
export function listen<T extends EventType>(
  type: T,
  handler: (event: EventOf<T>) => void,
): () => void {
  const known = (handlers[type] ??= new Set() as never) as Set<(event: EventOf<T>) => void>;
  const once = (event: EventOf<T>) => {
    handler(event);
  };
  known.add(once);
  listeners += 1;
  stopListening ??= line().listen(dispatch);
  return () => {
    if (!known.delete(once)) return;
    listeners -= 1;
    if (listeners > 0) return;
    stopListening?.();
    stopListening = undefined;
  };
}

function dispatch(event: AppEvent): void {
  const known = handlers[event.type] as Set<(event: AppEvent) => void> | undefined;
  for (const handler of known ?? []) handler(event);
}

/**
 * Where a picture is served. `version` changes when the picture's look does (rotation, crop), because
 * the answer is cached for good.
 */
export function photoUrl(id: string, size: PhotoSize, version: string | number = 0): string {
  const query = new URLSearchParams({ v: String(version) });
  return `${line().photoRoot()}${size}/${encodeURIComponent(id)}?${query}`;
}
