import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Autosave, IDLE_MS, RETRY_MS } from "./autosave.svelte";

const journal = vi.fn<() => Promise<string>>();
const save = vi.fn<(name: string) => Promise<string>>();
let autosave: Autosave;

beforeEach(() => {
  vi.useFakeTimers();
  journal.mockReset().mockImplementation(() => Promise.resolve("2022-07-15T07:40:02Z"));
  save.mockReset().mockImplementation(() => Promise.resolve("2022-07-15T07:41:00Z"));
  autosave = new Autosave({ journal, save });
});
afterEach(() => {
  autosave.stop();
  vi.useRealTimers();
});

describe("the journal", () => {
  /** More than a second of typing that is only in memory is lost with a power cut. */
  it("is never more than a second behind, however long somebody types", async () => {
    for (let typed = 0; typed < 20; typed += 1) {
      autosave.touched();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(journal.mock.calls.length).toBeGreaterThanOrEqual(2);
    await vi.advanceTimersByTimeAsync(600);
    expect(autosave.phase).toBe("saved");
    expect(save).not.toHaveBeenCalled();
  });

  it("is written at the first pause", async () => {
    autosave.touched();
    expect(autosave.phase).toBe("waiting");
    await vi.advanceTimersByTimeAsync(600);
    expect(journal).toHaveBeenCalledOnce();
    expect(autosave.phase).toBe("saved");
  });

  /** "Đã lưu" over words that came during the write would promise what is not so. */
  it("does not call saved what was typed while it was being written", async () => {
    let finish: (at: string) => void = () => undefined;
    journal.mockImplementationOnce(() => new Promise((done) => (finish = done)));
    autosave.touched();
    await vi.advanceTimersByTimeAsync(600);
    autosave.touched();
    finish("2022-07-15T07:40:02Z");
    await vi.advanceTimersByTimeAsync(0);
    expect(autosave.phase).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1000);
    expect(journal).toHaveBeenCalledTimes(2);
    expect(autosave.phase).toBe("saved");
  });

  /** A full disk that is tried only once stays a failure after it has been emptied. */
  it("shows a failure and tries again by itself", async () => {
    const full = new Error("disk full");
    journal.mockRejectedValueOnce(full);
    autosave.touched();
    await vi.advanceTimersByTimeAsync(600);
    expect(autosave.phase).toBe("failed");
    expect(autosave.failure).toBe(full);
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(journal).toHaveBeenCalledTimes(2);
    expect(autosave.phase).toBe("saved");
  });
});

describe("revisions", () => {
  it("are saved when nothing was typed for half a minute, and only then", async () => {
    autosave.touched();
    await vi.advanceTimersByTimeAsync(IDLE_MS - 1000);
    expect(save).not.toHaveBeenCalled();
    autosave.touched();
    await vi.advanceTimersByTimeAsync(IDLE_MS);
    expect(save).toHaveBeenCalledOnce();
    expect(autosave.unsaved).toBe(false);
    await vi.advanceTimersByTimeAsync(2 * IDLE_MS);
    expect(save).toHaveBeenCalledOnce();
  });

  /** A version for every look at the article would bury those that matter. */
  it("are not made of nothing", async () => {
    await autosave.save();
    expect(save).not.toHaveBeenCalled();
    await autosave.save("Bản gửi duyệt");
    expect(save).toHaveBeenCalledWith("Bản gửi duyệt");
  });

  /** An older text that lands after a newer one overwrites it. */
  it("wait for the journal that is being written", async () => {
    const order: string[] = [];
    journal.mockImplementation(async () => {
      await new Promise((done) => setTimeout(done, 200));
      order.push("journal");
      return "2022-07-15T07:40:02Z";
    });
    save.mockImplementation(() => {
      order.push("save");
      return Promise.resolve("2022-07-15T07:41:00Z");
    });
    autosave.touched();
    await vi.advanceTimersByTimeAsync(600);
    const saved = autosave.save();
    await vi.advanceTimersByTimeAsync(300);
    await saved;
    expect(order).toEqual(["journal", "save"]);
  });

  /** Leaving as if all were well after a failed save loses what was typed. */
  it("reject when they fail, and put the text into the journal", async () => {
    save.mockRejectedValueOnce(new Error("stale"));
    autosave.touched();
    await expect(autosave.save()).rejects.toThrow("stale");
    expect(autosave.phase).toBe("failed");
    expect(autosave.unsaved).toBe(true);
    expect(await autosave.flush()).toBe(true);
    expect(journal).toHaveBeenCalledOnce();
  });
});
