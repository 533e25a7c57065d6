// Comfort for readers: text size, the menu on small screens, printing, large pictures in place.
// Everything on the site works without this file.
"use strict";

const root = document.documentElement;
root.classList.add("js");

// A-/A/A+: before the first paint, so that the text does not jump.
const SIZE = "co-chu";
const SMALLEST = -1;
const LARGEST = 2;
function storedSize() {
  try {
    const size = Number(localStorage.getItem(SIZE));
    return Number.isInteger(size) && size >= SMALLEST && size <= LARGEST ? size : 0;
  } catch {
    return 0; // storage is switched off: the size lasts as long as the page
  }
}
let size = storedSize();
root.dataset.size = String(size);

function wireSizes() {
  const buttons = document.querySelectorAll("button[data-size]");
  const show = () => {
    for (const button of buttons) {
      const step = Number(button.dataset.size);
      button.setAttribute("aria-pressed", String(Math.sign(size) === step));
    }
    root.dataset.size = String(size);
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const step = Number(button.dataset.size);
      size = step === 0 ? 0 : Math.min(LARGEST, Math.max(SMALLEST, size + step));
      try {
        localStorage.setItem(SIZE, String(size));
      } catch {
        // as above
      }
      show();
    });
  }
  show();
}

function wireMenu() {
  const button = document.querySelector(".menu-button");
  const parts = document.querySelectorAll(".menu, .masthead");
  button?.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    for (const part of parts) part.toggleAttribute("data-open", open);
  });
}

function element(name, className, attributes = {}) {
  const made = document.createElement(name);
  made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function drawn(path) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  for (const [key, value] of Object.entries({
    width: 24, height: 24, viewBox: "0 0 24 24", fill: "none", stroke: "currentColor",
    "stroke-width": 2, "stroke-linecap": "round", "aria-hidden": "true",
  })) svg.setAttribute(key, value);
  const line = document.createElementNS(ns, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

// How wide the picture is drawn: as wide as the screen, or as its height allows.
function drawnWidth({ width, height }) {
  return `min(100vw, ${Math.round((100 * width) / height)}vh)`;
}

// One dialog for all groups of photos. The browser's own modal dialog keeps the focus inside,
// closes on Esc and gives the focus back.
class Lightbox {
  #links = [];
  #at = 0;
  #down = null;

  constructor() {
    this.dialog = element("dialog", "lightbox", { "aria-label": "Xem ảnh" });
    this.count = element("span", "lightbox-count", { "aria-hidden": "true" });
    this.told = element("p", "hidden", { "aria-live": "polite" });
    this.picture = element("img", "", { decoding: "async", draggable: "false" });
    this.words = element("p", "lightbox-words");
    const close = this.#button("close", "Đóng", "M18 6 6 18M6 6l12 12", () => this.dialog.close());
    this.prev = this.#button("prev", "Ảnh trước", "m15 18-6-6 6-6", () => this.#show(this.#at - 1));
    this.next = this.#button("next", "Ảnh sau", "m9 18 6-6-6-6", () => this.#show(this.#at + 1));
    const bar = element("div", "lightbox-bar");
    bar.append(this.count, close);
    const stage = element("div", "lightbox-stage");
    stage.append(this.picture);
    this.dialog.append(bar, this.prev, stage, this.next, this.words, this.told);
    document.body.append(this.dialog);
    this.#listen(stage);
    this.#listenToFingers();
  }

  open(links, at) {
    this.#links = links;
    this.dialog.showModal();
    this.#show(at);
  }

  #button(className, label, path, act) {
    const button = element("button", className, { type: "button", "aria-label": label });
    button.append(drawn(path));
    button.addEventListener("click", act);
    return button;
  }

  #listen(stage) {
    const { dialog } = this;
    dialog.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: this.#at - 1, ArrowRight: this.#at + 1, Home: 0, End: this.#links.length - 1 }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#show(to);
    });
    dialog.addEventListener("close", () => {
      this.#empty();
      this.#links[this.#at].focus();
    });
    stage.addEventListener("click", (event) => {
      if (event.target === stage) dialog.close();
    });
  }

  // A swipe turns the page. Enlarging with two fingers is the browser's, and in an enlarged picture
  // one finger moves it about.
  #listenToFingers() {
    const { dialog } = this;
    const enlarged = () => (window.visualViewport?.scale ?? 1) > 1.01;
    window.visualViewport?.addEventListener("resize", () => {
      dialog.toggleAttribute("data-enlarged", enlarged());
    });
    dialog.addEventListener("pointerdown", (event) => {
      const finger = event.isPrimary && event.pointerType !== "mouse" && !enlarged();
      this.#down = finger ? { x: event.clientX, y: event.clientY } : null;
    });
    dialog.addEventListener("pointerup", (event) => {
      if (!this.#down || !event.isPrimary) return;
      const x = event.clientX - this.#down.x;
      const y = event.clientY - this.#down.y;
      this.#down = null;
      if (Math.abs(x) > 48 && Math.abs(x) > 2 * Math.abs(y)) this.#show(this.#at + (x < 0 ? 1 : -1));
    });
    dialog.addEventListener("pointercancel", () => (this.#down = null));
  }

  #empty() {
    this.picture.removeAttribute("srcset");
    this.picture.removeAttribute("src");
    this.picture.style.backgroundImage = "";
  }

  #show(at) {
    if (at < 0 || at >= this.#links.length) return;
    this.#at = at;
    const link = this.#links[at];
    const small = link.querySelector("img");
    const { width, height } = link.dataset;
    const { srcset, alt } = small;
    const words = link.closest("figure").querySelector("figcaption")?.textContent ?? "";
    // Emptied first: the photo before must not stand over the words of this one while it loads.
    this.#empty();
    this.picture.width = Number(width);
    this.picture.height = Number(height);
    this.picture.style.setProperty("--w", width);
    this.picture.style.setProperty("--h", height);
    this.picture.alt = alt || words;
    // What the page shows already stands in until the large one is there.
    if (small.complete && small.currentSrc) this.picture.style.backgroundImage = `url("${small.currentSrc}")`;
    this.picture.sizes = drawnWidth({ width, height });
    this.picture.srcset = srcset;
    this.picture.src = link.href;
    this.words.textContent = words;
    this.count.textContent = `${at + 1} / ${this.#links.length}`;
    this.told.textContent = `Ảnh ${at + 1} trên ${this.#links.length}. ${alt || words}`;
    const active = document.activeElement;
    this.prev.hidden = at === 0;
    this.next.hidden = at === this.#links.length - 1;
    if (active === this.prev && this.prev.hidden) this.next.focus();
    if (active === this.next && this.next.hidden) this.prev.focus();
    for (const near of [this.#links[at + 1], this.#links[at - 1]]) {
      if (!near) continue;
      const ahead = new Image();
      ahead.sizes = drawnWidth(near.dataset);
      ahead.srcset = near.querySelector("img").srcset;
    }
  }
}

function wireLightbox() {
  let lightbox;
  for (const group of document.querySelectorAll("[data-lightbox]")) {
    const links = [...group.querySelectorAll("a.opener")];
    links.forEach((link, at) => link.addEventListener("click", (event) => {
      // A new tab or window stays what it is.
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      lightbox ??= new Lightbox();
      lightbox.open(links, at);
    }));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  wireSizes();
  wireMenu();
  wireLightbox();
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
  }
});
