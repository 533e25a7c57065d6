// What the menus of photos and albums offer.

import Ban from "@lucide/svelte/icons/ban";
import BookImage from "@lucide/svelte/icons/book-image";
import CloudOff from "@lucide/svelte/icons/cloud-off";
import CloudUpload from "@lucide/svelte/icons/cloud-upload";
import Columns2 from "@lucide/svelte/icons/columns-2";
import Crop from "@lucide/svelte/icons/crop";
import ExternalLink from "@lucide/svelte/icons/external-link";
import Flag from "@lucide/svelte/icons/flag";
import FlagOff from "@lucide/svelte/icons/flag-off";
import FolderMinus from "@lucide/svelte/icons/folder-minus";
import FolderPlus from "@lucide/svelte/icons/folder-plus";
import ListPlus from "@lucide/svelte/icons/list-plus";
import Maximize2 from "@lucide/svelte/icons/maximize-2";
import Pencil from "@lucide/svelte/icons/pencil";
import RotateCcw from "@lucide/svelte/icons/rotate-ccw";
import RotateCw from "@lucide/svelte/icons/rotate-cw";
import Trash2 from "@lucide/svelte/icons/trash-2";
import Undo2 from "@lucide/svelte/icons/undo-2";
import type { MenuItem, MenuItems } from "../../components/menuItems";
import { t } from "../../i18n";
import { call } from "../../ipc/call";
import type { AlbumRow } from "../../ipc/generated";
import type { AlbumDeeds } from "./album.svelte";
import type { GalleryDeeds } from "./galleryActions";
import type { SeeingDeeds } from "./seeingActions";
import { attempt, removeFrom, trashAlbum } from "./photoDeeds";

interface PhotoMenu extends GalleryDeeds, SeeingDeeds {
  /** The album on screen. */
  gallery: { album: AlbumRow | undefined };
  albumDeeds: AlbumDeeds;
  ids: () => readonly string[];
  createAlbum: () => Promise<void>;
}

/** What can be done with the chosen photos. */
export function photoMenu(deeds: PhotoMenu): MenuItems {
  const words = t().gallery.actions;
  if (deeds.inBin()) {
    return [item(words.restore, Undo2, () => deeds.restore())];
  }
  return [
    { label: words.view, icon: Maximize2, keys: "Space", run: deeds.view },
    { ...item(words.caption, Pencil, () => deeds.write("caption")), keys: "C" },
    { ...item(words.rotate, RotateCw, () => deeds.rotate(1)), keys: "R" },
    { ...item(words.rotateLeft, RotateCcw, () => deeds.rotate(-1)), keys: "Shift R" },
    ...seeingPart(deeds),
    null,
    { label: words.addToAlbum, icon: ListPlus, keys: "Ctrl L", run: deeds.addToAlbum },
    item(words.newAlbum, FolderPlus, () => deeds.createAlbum()),
    ...albumPart(deeds),
    null,
    { ...item(words.trash, Trash2, () => deeds.trash()), keys: "Delete", danger: true },
  ];
}

function seeingPart(deeds: PhotoMenu): MenuItems {
  const words = t().seeing;
  return [
    { label: words.crop.open, icon: Crop, keys: "E", run: deeds.crop },
    {
      label: words.compare.open,
      icon: Columns2,
      keys: "S",
      disabled: !deeds.comparable(),
      run: deeds.compare,
    },
    null,
    { ...item(words.flags.pick, Flag, () => deeds.mark({ flag: "pick" })), keys: "P" },
    { ...item(words.flags.reject, Ban, () => deeds.mark({ flag: "reject" })), keys: "X" },
    { ...item(words.flags.none, FlagOff, () => deeds.mark({ flag: "none" })), keys: "U" },
  ];
}

function albumPart({ gallery: { album }, albumDeeds, ...deeds }: PhotoMenu): MenuItem[] {
  if (!album) return [];
  const ids = deeds.ids();
  const words = t().gallery.actions;
  const [first] = ids;
  const cover = item(words.cover, BookImage, () =>
    first === undefined ? Promise.resolve() : albumDeeds.setCover(album, first),
  );
  return [
    { ...cover, disabled: ids.length !== 1 },
    item(words.removeFromAlbum, FolderMinus, () => removeFrom(album, ids)),
  ];
}

/** What can be done with an album. */
export function albumMenu(
  album: AlbumRow,
  deeds: AlbumDeeds,
  { rename, open }: { rename: () => void; open: () => void },
): MenuItems {
  const words = t().gallery.album;
  const { url } = album;
  const online = album.sync !== "new" && album.sync !== "taken_down";
  return [
    { label: words.open, run: open },
    { label: words.rename, icon: Pencil, keys: "F2", run: rename },
    null,
    {
      label: online ? words.update : words.publish,
      icon: CloudUpload,
      disabled: album.photo_count === 0 || album.sync === "same",
      run: () => {
        deeds.publish(album);
      },
    },
    ...(url === null ? [] : [item(words.openPage, ExternalLink, () => call("page_open", { url }))]),
    ...(online
      ? [
          {
            label: words.takeDown,
            icon: CloudOff,
            danger: true,
            run: () => {
              deeds.takingDown = album;
            },
          },
        ]
      : []),
    null,
    {
      ...item(words.trash, Trash2, () => trashAlbum(album)),
      keys: "Delete",
      danger: true,
    },
  ];
}

function item(label: string, icon: typeof Pencil, run: () => Promise<unknown>): MenuItem {
  return {
    label,
    icon,
    run: () => {
      attempt(run());
    },
  };
}
