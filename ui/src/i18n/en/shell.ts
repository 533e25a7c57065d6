// Words of the window's frame and of controls that every screen shares.

import type { shell as vi } from "../vi/shell";

export const shell: typeof vi = {
  appName: "Tòa Soạn",
  views: {
    articles: "Articles",
    gallery: "Gallery",
    sync: "Sync",
    stats: "Statistics",
    settings: "Settings",
    editor: "Editor",
  },
  rail: "Main sections",
  connection: { online: "Online", offline: "Offline", none: "No portal yet" },
  waiting: (count) => (count === 1 ? "1 change waiting" : `${count} changes waiting`),
  quickCommand: "Commands",
  quickCommandPlaceholder: "Type a command",
  quickCommandEmpty: "No such command.",
  keys: "Keys",
  allKeys: "All keys",
  keyGroups: {
    window: "Window",
    articles: "Article list",
    editor: "Editor",
    gallery: "Gallery",
    publish: "Publish",
  },
  actions: {
    goTo: (view) => `Open ${view}`,
    toggleInspector: "Show or hide the inspector",
    nextPane: "Next pane",
    back: "Close or go back",
    publish: "Publish to the portal",
  },
  publish: (count) => `Publish (${count})`,
  nothingToPublish: "Nothing to publish",
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  remove: (name) => `Remove ${name}`,
  seconds: (count) => (count === 1 ? "1 second" : `${count} seconds`),
  resize: "Drag to change the width",
  viewFailed: "This part could not be opened.",
  notReady: "This part is not in this version yet.",
};
