// Words of the settings, the library and portal accounts.

import type { settings as vi } from "../vi/settings";

export const settings: typeof vi = {
  title: "Settings",
  firstRun: {
    title: "Where shall the library lie?",
    text: "Articles and photos are kept in one folder on this computer. The folder is yours to open and to back up.",
    folder: "Folder",
    create: "Make a library",
    open: "Open an existing one",
  },
};
