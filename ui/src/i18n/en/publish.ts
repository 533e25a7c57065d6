// Words of publishing and of sync.

import type { publish as vi } from "../vi/publish";

export const publish: typeof vi = {
  title: "Publish to the portal",
};
