import { beforeEach, describe, expect, it, vi } from "vitest";
import { PictureQueue, PictureSlot } from "./pictureQueue";

interface Running {
  url: string;
  arrive: () => void;
  fail: () => void;
}
let running: Running[];
let order: string[];

function load(url: string): Promise<HTMLImageElement> {
  order.push(url);
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.dataset["url"] = url;
    running.push({
      url,
      arrive: () => {
        resolve(image);
      },
      fail: () => {
        reject(new Error(url));
      },
    });
  });
}
function queue(more: { atOnce?: number; kept?: number } = {}): PictureQueue {
  return new PictureQueue({ atOnce: 1, load, ...more });
}
const nothing = () => undefined;
const settle = () => vi.waitFor(() => Promise.resolve());

beforeEach(() => {
  running = [];
  order = [];
});

describe("what is fetched", () => {
  /** After a jump the pictures in sight would wait behind hundreds that were scrolled past. */
  it("is what is nearest to the eye, and never what is wanted no more", async () => {
    const pictures = queue();
    let eye = 0;
    const want = (at: number) =>
      pictures.ask({
        url: `p${at}`,
        rank: () => Math.abs(at - eye),
        ready: nothing,
        failed: nothing,
      });
    want(0);
    const passed = want(5);
    want(900);
    want(40);
    await settle();
    expect(order).toEqual(["p0"]);

    eye = 900;
    passed();
    for (let turn = 0; turn < 3; turn += 1) {
      running.at(-1)?.arrive();
      await vi.waitFor(() => {
        expect(order.length).toBeGreaterThan(Math.min(turn + 1, 2));
      });
    }
    expect(order).toEqual(["p0", "p900", "p40"]);
  });

  /** One broken file must not stop all that come after it. */
  it("goes on after a failure", async () => {
    const pictures = queue();
    const failed = vi.fn();
    const ready = vi.fn();
    pictures.ask({ url: "broken", rank: () => 0, ready: nothing, failed });
    pictures.ask({ url: "whole", rank: () => 1, ready, failed: nothing });
    await settle();
    running[0]?.fail();
    await vi.waitFor(() => {
      expect(order).toContain("whole");
    });
    running[1]?.arrive();
    await vi.waitFor(() => {
      expect(ready).toHaveBeenCalledOnce();
    });
    expect(failed).toHaveBeenCalledOnce();
  });
});

describe("a slot", () => {
  async function shown(slot: PictureSlot, holder: Element, url: string): Promise<void> {
    slot.show(holder, url, () => 0, nothing);
    await vi.waitFor(() => {
      expect(running.some((one) => one.url === url)).toBe(true);
    });
    running.find((one) => one.url === url)?.arrive();
    await vi.waitFor(() => {
      expect(slot.image?.dataset["url"]).toBe(url);
    });
  }

  /** A tile that goes blank while its turned picture is on the way flickers. */
  it("keeps the former picture until the next is decoded", async () => {
    const slot = new PictureSlot(queue());
    const holder = document.createElement("span");
    await shown(slot, holder, "v0");
    slot.show(holder, "v1", () => 0, nothing);
    await vi.waitFor(() => {
      expect(order).toContain("v1");
    });
    expect(holder.querySelector("img")?.dataset["url"]).toBe("v0");
    running[1]?.arrive();
    await vi.waitFor(() => {
      expect(holder.querySelector("img")?.dataset["url"]).toBe("v1");
    });
  });

  /** A late answer must not put one photo into the tile of another. */
  it("does not show what is wanted no more", async () => {
    const slot = new PictureSlot(queue({ atOnce: 2 }));
    const holder = document.createElement("span");
    slot.show(holder, "first", () => 0, nothing);
    await vi.waitFor(() => {
      expect(order).toEqual(["first"]);
    });
    await shown(slot, holder, "second");
    running[0]?.arrive();
    await settle();
    expect(holder.querySelector("img")?.dataset["url"]).toBe("second");
  });

  /** Scrolling back over what was just seen must not show holes. */
  it("gives its picture to the next slot without fetching, up to a number", async () => {
    const pictures = queue({ kept: 1 });
    const holder = document.createElement("span");
    for (const url of ["a", "b"]) {
      const slot = new PictureSlot(pictures);
      await shown(slot, holder, url);
      slot.close();
    }
    const again = new PictureSlot(pictures);
    again.show(holder, "b", () => 0, nothing);
    expect(again.image?.dataset["url"]).toBe("b");
    expect(pictures.take("a")).toBeUndefined();
  });
});
