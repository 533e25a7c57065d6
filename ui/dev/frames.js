// Scrolls the gallery and tells how long frames take and whether any was blank. Pasted into a page,
// run through WebDriver, or loaded with ?frames. Never part of a build.

/** What is on screen: tiles, and those of them without a picture; how much of the height has none. */
function look(list) {
  const sight = list.getBoundingClientRect();
  let tiles = 0;
  let without = 0;
  let top = Infinity;
  let bottom = -Infinity;
  for (const tile of list.querySelectorAll("[data-photo-index]")) {
    const box = tile.getBoundingClientRect();
    if (box.bottom <= sight.top || box.top >= sight.bottom) continue;
    tiles += 1;
    top = Math.min(top, box.top);
    bottom = Math.max(bottom, box.bottom);
    const picture = tile.querySelector("img");
    if (!picture?.complete || picture.naturalWidth === 0) without += 1;
  }
  const uncovered = tiles === 0 || top > sight.top + 60 || bottom < sight.bottom - 16;
  return { tiles, without, uncovered };
}

const next = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Scrolls by `step` pixels a frame, or to random places with `step` 0. */
async function run(list, name, step, frames) {
  const deltas = [];
  let blank = 0;
  let uncovered = 0;
  let missing = 0;
  let seen = 0;
  let last = await next();
  for (let frame = 0; frame < frames; frame += 1) {
    if (step !== 0) list.scrollTop += step;
    else if (frame % 20 === 0)
      list.scrollTop = (((frame * 7919) % 9973) / 9973) * list.scrollHeight;
    const now = await next();
    deltas.push(now - last);
    last = now;
    const shown = look(list);
    if (shown.tiles === shown.without) blank += 1;
    if (shown.uncovered) uncovered += 1;
    missing += shown.without;
    seen += shown.tiles;
  }
  deltas.sort((one, other) => one - other);
  const at = (part) => Math.round(deltas[Math.floor((deltas.length - 1) * part)] * 10) / 10;
  return {
    name,
    frames,
    median_ms: at(0.5),
    p95_ms: at(0.95),
    worst_ms: at(1),
    blank_frames: blank,
    uncovered_frames: uncovered,
    tiles_without_picture_percent: Math.round((missing / Math.max(1, seen)) * 1000) / 10,
  };
}

/** The figures of a slow, a quick and a wild scroll; `share` of 1 is the whole of it. */
export async function frames(share = 1) {
  const list = document.querySelector("[data-testid=photo-grid] [role=listbox]");
  const found = [];
  for (const [name, step, count] of [
    ["wheel, 40 px a frame", 40, 300],
    ["fling, 200 px a frame", 200, 300],
    ["back, 200 px a frame", -200, 300],
    ["race, 1500 px a frame", 1500, 200],
    ["jump every 20 frames", 0, 300],
  ]) {
    found.push(await run(list, name, step, Math.round(count * share)));
  }
  return found;
}
