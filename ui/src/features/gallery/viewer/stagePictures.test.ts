import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setTransport } from "../../../ipc/call";
import { photoRow } from "../testRows";
import { Stage, StagePictures } from "./stagePictures.svelte";

let arrive: Map<string, () => void>;

function load(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.dataset["url"] = url;
  return new Promise((resolve) => {
    arrive.set(url, () => {
      resolve(image);
    });
  });
}
const url = (size: string, id: string) => `photo://localhost/${size}/${id}?v=0`;
async function arrived(size: string, id: string): Promise<void> {
  arrive.get(url(size, id))?.();
  await Promise.resolve();
  await Promise.resolve();
}

beforeEach(() => {
  arrive = new Map();
  setTransport({
    call: () => Promise.reject(new Error("nothing is asked")),
    listen: () => () => undefined,
    photoRoot: () => "photo://localhost/",
  });
});
afterEach(() => {
  setTransport(undefined);
});

describe("a stage", () => {
  /** Each step through 500 photos would show an empty stage while the next picture is fetched. */
  it("keeps the photo before until something of the next is decoded, then the sharpest", async () => {
    const stage = new Stage(new StagePictures(load));
    stage.show(photoRow("a"), false);
    await arrived("thumb", "a");
    expect(stage.shown?.image.dataset["url"]).toBe(url("thumb", "a"));
    await arrived("large", "a");
    expect(stage.shown?.image.dataset["url"]).toBe(url("large", "a"));

    stage.show(photoRow("b"), false);
    expect(stage.shown?.row.id).toBe("a");
    await arrived("large", "b");
    expect(stage.shown?.image.dataset["url"]).toBe(url("large", "b"));
    await arrived("thumb", "b");
    expect(stage.shown?.image.dataset["url"]).toBe(url("large", "b"));
  });

  /** A photo whose large picture is ready must be there in the same frame. */
  it("shows a prepared photo at once", async () => {
    const pictures = new StagePictures(load);
    pictures.prepare([photoRow("b")]);
    await arrived("large", "b");
    const stage = new Stage(pictures);
    stage.show(photoRow("b"), false);
    expect(stage.shown?.image.dataset["url"]).toBe(url("large", "b"));
    expect(arrive.has(url("thumb", "b"))).toBe(false);
  });

  /** A late picture must not stand above the caption of another photo. */
  it("ignores what arrives for a photo that was left", async () => {
    const stage = new Stage(new StagePictures(load));
    stage.show(photoRow("a"), false);
    stage.show(photoRow("b"), false);
    await arrived("large", "b");
    await arrived("large", "a");
    expect(stage.shown?.row.id).toBe("b");
  });

  it("asks for every pixel only when looked at closely", async () => {
    const stage = new Stage(new StagePictures(load));
    stage.show(photoRow("a"), false);
    expect(arrive.has(url("original", "a"))).toBe(false);
    stage.show(photoRow("a"), true);
    await arrived("original", "a");
    expect(stage.shown?.sharpness).toBe(2);
  });

  it("says when a photo cannot be opened", async () => {
    const stage = new Stage(new StagePictures(() => Promise.reject(new Error("broken"))));
    stage.show(photoRow("a"), false);
    await vi.waitFor(() => {
      expect(stage.broken).toBe(true);
    });
  });
});
