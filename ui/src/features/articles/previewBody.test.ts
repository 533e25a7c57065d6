import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setTransport } from "../../ipc/call";
import { previewNodes } from "./previewBody";

beforeEach(() => {
  setTransport({
    call: () => Promise.resolve(),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
});

describe("the quick look", () => {
  /** Without the protocol's address a preview shows holes where the photos are. */
  it("shows photos of the library, and no picture from elsewhere", () => {
    const nodes = previewNodes(
      '<p>Chữ</p><img src="/photo/abc"><img src="https://elsewhere.example/x.png">',
    );
    const sources = nodes
      .filter((node) => node instanceof Element)
      .map((element) => element.getAttribute("src"));
    expect(sources).toEqual([null, "photo://localhost/large/abc?v=0", null]);
  });
});
