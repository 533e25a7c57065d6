// What can be put into the text: the lines of the insert menu and of the toolbar's menu.

import BookUser from "@lucide/svelte/icons/book-user";
import Heading2 from "@lucide/svelte/icons/heading-2";
import Heading3 from "@lucide/svelte/icons/heading-3";
import Image from "@lucide/svelte/icons/image";
import Images from "@lucide/svelte/icons/images";
import List from "@lucide/svelte/icons/list";
import ListOrdered from "@lucide/svelte/icons/list-ordered";
import Minus from "@lucide/svelte/icons/minus";
import Quote from "@lucide/svelte/icons/quote";
import Table from "@lucide/svelte/icons/table";
import Video from "@lucide/svelte/icons/video";
import type { LucideProps } from "@lucide/svelte";
import type { Component } from "svelte";
import { t } from "../../../i18n";
import type { Commands } from "./commands";
import type { Wishes } from "./wishes";

export interface Insert {
  id: string;
  label: string;
  icon: Component<LucideProps>;
  run: () => void | Promise<void>;
}

/** Things from outside the text. */
export function blockInserts(commands: Commands, wishes: Wishes): Insert[] {
  const words = t().editor.format;
  return [
    { id: "image", label: words.image, icon: Image, run: wishes.image },
    { id: "gallery", label: words.gallery, icon: Images, run: wishes.gallery },
    {
      id: "table",
      label: words.table,
      icon: Table,
      run: () => {
        commands.table();
      },
    },
    {
      id: "divider",
      label: words.divider,
      icon: Minus,
      run: () => {
        commands.divider();
      },
    },
    { id: "embed", label: words.embed, icon: Video, run: wishes.embed },
    { id: "codes", label: t().editor.codes.replace, icon: BookUser, run: wishes.codes },
  ];
}

/** Kinds of text. */
export function textInserts(commands: Commands): Insert[] {
  const words = t().editor.format;
  const lines = [
    { id: "h2", label: words.h2, icon: Heading2, run: () => commands.block("h2") },
    { id: "h3", label: words.h3, icon: Heading3, run: () => commands.block("h3") },
    { id: "quote", label: words.quote, icon: Quote, run: () => commands.quote() },
    { id: "bullets", label: words.bulletList, icon: List, run: () => commands.list("bulletList") },
    {
      id: "numbers",
      label: words.orderedList,
      icon: ListOrdered,
      run: () => commands.list("orderedList"),
    },
  ];
  return lines;
}
