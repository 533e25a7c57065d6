// What a menu offers.

import type { Component } from "svelte";
import type { LucideProps } from "@lucide/svelte";

export interface MenuItem {
  label: string;
  icon?: Component<LucideProps>;
  /** The key that does the same, as it is shown: "Ctrl D". */
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  /** For items that switch something: whether it is on. */
  checked?: boolean;
  run: () => void;
}

/** A menu's lines; `null` is a rule between groups. */
export type MenuItems = readonly (MenuItem | null)[];
