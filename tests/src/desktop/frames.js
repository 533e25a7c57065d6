// Looks at the grid of photos in every frame: when it came, how far it had moved, and what stood in
// it. Given to the page by a test or a measurement; never part of a build.
//
// It looks right before a frame is drawn, after everything that the frame was told of, so what it sees
// is what the frame shows.

const GAP = 8;
/** The grid rests when it has not moved for so long, in milliseconds: longer than a keyboard waits until it repeats a key. */
const REST = 900;
const list = document.querySelector(arguments[0]);

/** Whether something is drawn where a photo will be. */
function isPainted(cell) {
  const { backgroundColor } = getComputedStyle(cell);
  return backgroundColor !== "transparent" && !/, 0\)$/.test(backgroundColor);
}

/** How many pixels of height and width belong to no cell although photos lie there. */
function bareOf(rows, from, to, width) {
  let bare = 0;
  let y = from;
  for (const [top, row] of [...rows].sort(([one], [other]) => one - other)) {
    if (top - y > GAP) bare += top - y;
    if (!row.last && width - row.width > GAP) bare += width - row.width;
    y = Math.max(y, row.bottom);
  }
  return to - y > GAP ? bare + to - y : bare;
}

/** What is in sight. */
function look() {
  const sight = list.getBoundingClientRect();
  const content = list.firstElementChild.getBoundingClientRect();
  const rows = new Map();
  const seen = { cells: 0, without: 0, unpainted: 0, bare: 0 };
  for (const cell of list.querySelectorAll("[data-photo-index]")) {
    const box = cell.getBoundingClientRect();
    if (box.bottom <= sight.top || box.top >= sight.bottom) continue;
    seen.cells += 1;
    const picture = cell.querySelector("img, canvas");
    if (!picture || picture.naturalWidth === 0) {
      seen.without += 1;
      if (!isPainted(cell)) seen.unpainted += 1;
    }
    const { ariaPosInSet, ariaSetSize } = cell.closest("[role=option]");
    const row = rows.get(box.top) ?? { bottom: box.bottom, width: -6, last: false };
    row.width += box.width + 6;
    row.last ||= ariaPosInSet === ariaSetSize;
    rows.set(box.top, row);
  }
  const from = Math.max(sight.top, content.top);
  const to = Math.min(sight.bottom, content.bottom);
  seen.bare = bareOf(rows, from, to, content.width);
  return seen;
}

/** Notes every frame until the grid has moved and rests again, or has not moved for `patience`. */
function watch(patience) {
  const frames = [];
  let [place, last, moved, began] = [list.scrollTop, undefined, undefined, performance.now()];
  return new Promise((resolve) => {
    const note = (now) => {
      const started = performance.now();
      const seen = look();
      const by = list.scrollTop - place;
      place = list.scrollTop;
      if (by !== 0) moved = now;
      if (last !== undefined) {
        const at = performance.timeOrigin + now;
        frames.push({ at, took: now - last, moved: by, looking: performance.now() - started, ...seen });
      }
      last = now;
      const rests = moved === undefined ? now - began > patience : now - moved > REST;
      if (rests) resolve(frames);
      else requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
}

const { left, top, right, bottom } = list.getBoundingClientRect();
window.grid = { look, watch: (patience) => (window.grid.seen = watch(patience)) };
return { left, top, right, bottom, bar: list.offsetWidth - list.clientWidth };
