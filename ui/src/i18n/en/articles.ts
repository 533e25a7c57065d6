// Words of the article list.

import type { articles as vi } from "../vi/articles";

export const articles: typeof vi = {
  title: "Articles",
};
