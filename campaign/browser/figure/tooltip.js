// The tooltip of a mark: its title, shown beside it. While it is shown, the title is the mark's
// label, so that the browser shows no second tooltip.

import { createElement, createSvgElement } from "../shared/element.js";

const GAP = 6; // px between a mark and its tooltip
const EDGE = 4; // px between the tooltip and the edge of the window
const POINTER = 5; // px: half the width of the mark on a legend
const POINTER_HEIGHT = 8;
const LINE = 15;

const within = (at, length, most) => Math.max(EDGE, Math.min(at, most - length - EDGE));

// The corner of a tooltip of this `size` in a `view`: above the box of the mark, else below it, to
// its right, or to its left. If there is no room it is where most of it is seen.
export function placeBeside(box, size, view) {
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, view.width)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, view.height)];
  const x = within((left + right - size.width) / 2, size.width, view.width);
  const y = within((top + bottom - size.height) / 2, size.height, view.height);
  const sides = [
    { room: top - size.height, left: x, top: top - GAP - size.height },
    { room: view.height - bottom - size.height, left: x, top: bottom + GAP },
    { room: view.width - right - size.width, left: right + GAP, top: y },
    { room: left - size.width, left: left - GAP - size.width, top: y },
  ];
  const free = sides.find(({ room }) => room >= GAP + EDGE);
  const best = free ?? sides.reduce((one, other) => (other.room > one.room ? other : one));
  return {
    left: within(best.left, size.width, view.width),
    top: within(best.top, size.height, view.height),
  };
}

// The mark on the strip of a legend at a share of its width; `strip` is "left top width" in px.
export function placeOn(strip, at) {
  const [left, top, width] = strip.split(" ").map(Number);
  const x = left + Number(at) * width;
  return {
    path: `M${x} ${top}l${-POINTER} ${-POINTER_HEIGHT}h${2 * POINTER}z`,
    x,
    y: top - POINTER_HEIGHT - LINE * 1.6,
    anchor: at < 0.15 ? "start" : at > 0.85 ? "end" : "middle",
  };
}

// Marks a region on the strip of its map.
function createStripMark(mark, name) {
  const at = mark.closest("[data-at]")?.dataset.at;
  const strip = mark.closest("svg").querySelector("[data-strip]");
  if (at === undefined || !strip) return null;
  const { path, x, y, anchor } = placeOn(strip.dataset.strip, at);
  const group = createSvgElement("g", { fill: "currentColor", "pointer-events": "none" });
  const words = createSvgElement("text", { x, y, "text-anchor": anchor, "font-weight": 700 });
  words.textContent = name;
  group.append(createSvgElement("path", { d: path }), words);
  strip.append(group);
  return group;
}

export function createTooltip(page) {
  const note = createElement("div", "", "", { id: "tooltip", "aria-hidden": "true" });
  let mark = null;
  let words = "";
  let place = null; // the element that the tooltip is beside
  let stripMark = null;

  const titleOf = (element) => element.querySelector(":scope > title");

  function put() {
    const box = place.getBoundingClientRect();
    const view = { width: page.documentElement.clientWidth, height: window.innerHeight };
    const isSeen =
      box.bottom > 0 && box.right > 0 && box.top < view.height && box.left < view.width;
    if (!isSeen) return hide();
    const { width, height } = note.getBoundingClientRect();
    const { left, top } = placeBeside(box, { width, height }, view);
    note.style.left = `${left}px`;
    note.style.top = `${top}px`;
    return undefined;
  }

  function write(lines, at) {
    const [first, ...rest] = lines.split("\n");
    note.replaceChildren(createElement("b", "", first), ...rest.flatMap((line) => ["\n", line]));
    page.body.append(note);
    place = at;
    put();
  }

  function hide() {
    if (mark) {
      const title = titleOf(mark);
      // The day that is played may have another title meanwhile.
      if (title && !title.textContent) title.textContent = words;
      mark.removeAttribute("aria-label");
    }
    stripMark?.remove();
    note.remove();
    mark = stripMark = place = null;
  }

  return {
    hide,
    shown: () => mark,
    has: (element) => note.contains(element),
    again: () => place && put(),
    show(next) {
      const title = titleOf(next);
      if (next === mark && !title?.textContent) return;
      hide();
      words = title?.textContent ?? "";
      if (!words) return;
      mark = next;
      title.textContent = "";
      if (mark.id) mark.setAttribute("aria-label", words);
      stripMark = createStripMark(mark, words.split("\n")[0]);
      write(words, mark);
    },
    showWords(text, at) {
      hide();
      write(text, at);
    },
  };
}
