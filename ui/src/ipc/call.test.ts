import { afterEach, describe, expect, it, vi } from "vitest";
import { call, IpcError, listen, photoUrl, setTransport, type Transport } from "./call";
import type { AppEvent, Failure } from "./generated";

function transport(more: Partial<Transport> = {}): Transport {
  return {
    call: () => Promise.resolve({}),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
    ...more,
  };
}

afterEach(() => {
  setTransport(undefined);
});

describe("call", () => {
  /** Without its code a failure has no words, and the user learns only that something is wrong. */
  it("keeps the code and the values of a failure", async () => {
    const failure: Failure = {
      code: "no_access",
      message: "permission denied",
      fields: { path: "/srv/Ảnh" },
      retryable: false,
    };
    setTransport(transport({ call: vi.fn().mockRejectedValue(failure) }));
    const error: unknown = await call("app_state", {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(IpcError);
    expect((error as IpcError).failure).toEqual(failure);
  });

  /** Whatever else is thrown must still be something the window can show. */
  it("turns anything else into an internal failure with its text", async () => {
    setTransport(transport({ call: vi.fn().mockRejectedValue("rpc not found") }));
    const error: unknown = await call("app_state", {}).catch((thrown: unknown) => thrown);
    expect((error as IpcError).failure).toMatchObject({
      code: "internal",
      message: "rpc not found",
    });
  });

  it("refuses to pretend when there is no line", async () => {
    await expect(call("app_state", {})).rejects.toBeInstanceOf(IpcError);
  });
});

describe("listen", () => {
  /** A view that was left must not go on reacting, and one left must not silence the others. */
  it("shares one subscription and closes it with the last handler", () => {
    let send: (event: AppEvent) => void = () => undefined;
    const stop = vi.fn();
    const open = vi.fn((handler: typeof send) => {
      send = handler;
      return stop;
    });
    setTransport(transport({ listen: open }));
    const first = vi.fn();
    const second = vi.fn();
    const stopFirst = listen("waiting_changed", first);
    const stopSecond = listen("waiting_changed", second);
    expect(open).toHaveBeenCalledOnce();

    send({ type: "waiting_changed", waiting: 3 });
    stopFirst();
    stopFirst();
    send({ type: "waiting_changed", waiting: 4 });
    expect(first).toHaveBeenCalledOnce();
    expect(second).toHaveBeenCalledTimes(2);
    expect(stop).not.toHaveBeenCalled();
    stopSecond();
    expect(stop).toHaveBeenCalledOnce();
  });
});

describe("photoUrl", () => {
  /** An address that stays the same after a rotation shows the old picture for good. */
  it("names size, id and version", () => {
    setTransport(transport());
    expect(photoUrl("0198-ab", "thumb", 3)).toBe("photo://localhost/thumb/0198-ab?v=3");
  });
});
