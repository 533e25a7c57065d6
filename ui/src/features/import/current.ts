// The window's one list of imports: the host and the strip above the gallery show the same.

import { reportError } from "../../shell";
import { Imports } from "./imports.svelte";

export const imports = new Imports(reportError);
