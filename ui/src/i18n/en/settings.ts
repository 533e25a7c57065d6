// Words of the settings, the library and portal accounts.

import type { settings as vi } from "../vi/settings";

export const settings: typeof vi = {
  title: "Settings",
};
