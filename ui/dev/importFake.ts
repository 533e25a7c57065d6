// Imports in a plain browser. Query: import, skipped.

import type { JobOutcome, JobView } from "../src/ipc/generated";
import { emit } from "./galleryFake";

const asked = new URLSearchParams(location.search);

let job: JobView | undefined;
function beginImport(total = 500): JobView {
  job = {
    id: "j1",
    kind: "import_photos",
    state: "running",
    done: 0,
    total,
    already_there: 0,
    left_out: 0,
    brought: 0,
    album: "al0",
    article: null,
    started_at: "2022-07-15T07:00:00Z",
    finished_at: null,
    error: null,
    bytes_done: 0,
    bytes_total: 3_240_000_000,
    preparing: 0,
  };
  const timer = setInterval(() => {
    if (!job || job.state !== "running") return;
    const done = Math.min(job.total, job.done + 8);
    const left_out = done > 300 && asked.has("skipped") ? SKIPPED.length : 0;
    const state = done === job.total ? "done" : "running";
    const bytes_done = done * 6_480_000;
    job = { ...job, done, state, bytes_done, already_there: done > 100 ? 2 : 0, left_out };
    emit.handler?.({ type: "job_changed", job });
    if (state === "done") clearInterval(timer);
  }, 200);
  return job;
}
const SKIPPED: JobOutcome["skipped"] = [
  { file: "/media/the-nho/DCIM/DSC_2301.jpg", code: "broken", message: "unexpected end of file" },
  { file: "/media/the-nho/DCIM/Thumbs.db", code: "not_a_picture", message: "unknown signature" },
  { file: "/media/the-nho/DCIM/IMG_0012.CR2", code: "unsupported", message: "raw" },
];

/** Holds 500 files over the window. */
export function dragFiles(): void {
  const paths = Array.from({ length: 500 }, (_, at) => `/media/the-nho/DSC_${at}.jpg`);
  const at = { x: 700, y: 500 };
  emit.handler?.({ type: "files_dragged", phase: "enter", paths, ...at });
  emit.handler?.({ type: "files_dragged", phase: "over", paths: [], ...at });
}

/** Answers what is asked of imports. */
export function importFake(): Record<string, (request: unknown) => unknown> {
  return {
    photo_import: () => beginImport(),
    job_get: () => ({ ...job, skipped: job?.left_out === 0 ? [] : SKIPPED, photos: [] }),
    job_list: () => ({ rows: asked.has("import") ? [beginImport()] : [] }),
    job_cancel: () => {
      if (job) job = { ...job, state: "cancelled" };
      if (job) emit.handler?.({ type: "job_changed", job });
      return {};
    },
  };
}
