// Words of the gallery, its albums and the import of photos.

import type { gallery as vi } from "../vi/gallery";

export const gallery: typeof vi = {
  title: "Gallery",
};
