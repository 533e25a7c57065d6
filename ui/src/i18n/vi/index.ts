// The Vietnamese words, one file per feature. This is the original: other languages fill its shape.

import { articles } from "./articles";
import { editor } from "./editor";
import { errors } from "./errors";
import { gallery } from "./gallery";
import { publish } from "./publish";
import { settings } from "./settings";
import { shell } from "./shell";
import { stats } from "./stats";

export const vi = { articles, editor, errors, gallery, publish, settings, shell, stats };
