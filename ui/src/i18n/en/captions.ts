// Words of captions: more fields, templates, variables, and what codes give.

import type { captions as vi } from "../vi/captions";

/** “1 photo”, “3 photos”. */
const photos = (count: string) => (count === "1" ? "1 photo" : `${count} photos`);

export const captions: typeof vi = {
  fields: {
    caption: "Caption",
    credit: "Photographer",
    place: "Place",
    event: "Event",
    copyright: "Copyright",
    alt: "Alt text",
  },
  differing: (count) => `${count} different`,
  people: "People shown",
  addPerson: "Add a name…",
  withGps: (count) => `${photos(count)} with a GPS position`,
  removeGps: "Remove",
  gpsRemoved: (count) => `GPS position taken off ${photos(count)}`,
  variables: {
    label: "Insert what each photo fills in by itself",
    insert: (sign) => `Insert ${sign}, filled in for each photo`,
    names: {
      date: "Date",
      time: "Time",
      place: "Place",
      photographer: "Photographer",
      event: "Event",
      file: "File name",
      camera: "Camera",
    },
  },
  preview: {
    first: "The first photo will say",
    one: "This photo will say",
    unknownCodes: (codes) =>
      `${codes}: not in the book of officials on the day the photo was taken. Add the code, or change the words.`,
    unknownVariables: (variables) =>
      `${variables}: nothing is filled in for this. Choose from the buttons above.`,
    empty: (variables) => `The photo has no ${variables}; nothing is written there.`,
    openCodebook: "Open the book of officials",
  },
  templates: {
    label: "Templates",
    title: "Caption templates",
    text: "A template keeps words for the caption, the alt text and the photographer.",
    keep: "Keep the present words as a template…",
    manage: "Edit the templates…",
    add: "New template",
    name: "Template name",
    namePlaceholder: "For example: Regular meeting",
    captionPlaceholder: "For example: =ctubnd= speaks at {event} on {date}.",
    codesHint:
      "Codes of officials stand between two equal signs, such as =ctubnd=. They come from the book of officials.",
    none: "No templates yet",
    noneText: "Templates caption a whole series in the same style.",
    save: "Save the template",
    saved: "Saved",
    remove: (name) => `Delete the template “${name}”`,
    removed: (name) => `Template “${name}” deleted`,
  },
};
