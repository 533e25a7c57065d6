// What went wrong and what to do next, by the code that Rust sends.

import type { errors as vi } from "../vi/errors";

export const errors: typeof vi = {
  internal:
    "Something unexpected went wrong. Try again; if it stays, send the details to your administrator.",
};
