// Words of the editor and its inspector.

import type { editor as vi } from "../vi/editor";

export const editor: typeof vi = {
  title: "Editor",
};
