// The English words. A missing or superfluous one is a type error.

import { articles } from "./articles";
import { editor } from "./editor";
import { errors } from "./errors";
import { gallery } from "./gallery";
import { publish } from "./publish";
import { settings } from "./settings";
import { shell } from "./shell";
import { stats } from "./stats";

export const en = { articles, editor, errors, gallery, publish, settings, shell, stats };
