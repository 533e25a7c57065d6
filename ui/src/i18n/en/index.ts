// The English words. A missing or superfluous one is a type error.

import { articles } from "./articles";
import { captions } from "./captions";
import { duplicates } from "./duplicates";
import { editor } from "./editor";
import { errors } from "./errors";
import { filters } from "./filters";
import { gallery } from "./gallery";
import { importing } from "./importing";
import { officials } from "./officials";
import { publish } from "./publish";
import { seeing } from "./seeing";
import { settings } from "./settings";
import { shell } from "./shell";
import { stats } from "./stats";
import { storage } from "./storage";

export const en = {
  articles,
  captions,
  duplicates,
  editor,
  errors,
  filters,
  gallery,
  importing,
  officials,
  publish,
  seeing,
  settings,
  shell,
  stats,
  storage,
};
