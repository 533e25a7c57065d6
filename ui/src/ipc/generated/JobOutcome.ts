import type { JobView } from "./JobView";
import type { PhotoId } from "./PhotoId";
import type { Skipped } from "./Skipped";
export type JobOutcome = JobView & { skipped: Array<Skipped>, photos: Array<PhotoId> };
