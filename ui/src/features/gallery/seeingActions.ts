// The keys for marking, comparing and cropping photos in the grid.

import { t } from "../../i18n";
import type { Action } from "../../shell";
import type { Mark } from "./marks";
import { markActions } from "./viewer/viewerActions";

/** What the keys do; whoever shows the gallery knows how. */
export interface SeeingDeeds {
  chosen: () => number;
  inBin: () => boolean;
  comparable: () => boolean;
  mark: (how: Mark) => Promise<void>;
  compare: () => void;
  crop: () => void;
}

/** Flags, stars, comparison and crop editor. */
export function seeingActions(deeds: SeeingDeeds): Action[] {
  const present = () => deeds.chosen() > 0 && !deeds.inBin();
  return [
    ...markActions("gallery", deeds.mark, present),
    {
      id: "gallery.compare",
      group: "gallery",
      title: () => t().seeing.compare.open,
      keys: ["S"],
      enabled: deeds.comparable,
      run: deeds.compare,
    },
    {
      id: "gallery.crop",
      group: "gallery",
      title: () => t().seeing.crop.open,
      keys: ["E"],
      enabled: present,
      run: deeds.crop,
    },
  ];
}
