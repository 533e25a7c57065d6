// Every word the window shows, and the forms in which it shows numbers and times.

export { language, setLanguage, t, type Dictionary, type Language } from "./language.svelte";
export * from "./format";
export { formatDay, parseDay } from "./day";
export { fold } from "./fold";
