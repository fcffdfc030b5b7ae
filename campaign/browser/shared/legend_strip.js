// The legend of a map on a day: counts, national average and selected regions on its strip. Positions
// are from 0 to 1, as computed in Python, which also names the shapes and words.

import { changeOn, unitOn } from "./animation.js";
import { fillIn, legendTitleOn } from "./day_words.js";

const LETTER = 0.55; // mean width of a letter, as a share of the font size
const BOLD = 1.1;

// The width of the longest line.
export const widthOf = (words, size) =>
  Math.max(...words.split("<br>").map((line) => line.length)) * LETTER * size;

// Words near an end of the strip begin or end at their position.
export function anchorOf(at, words, room, size) {
  const half = widthOf(words, size) / 2;
  if (at * room < half) return "left";
  return (1 - at) * room < half ? "right" : "center";
}

// At an end of the strip, the line would touch the words.
function besideLine({ text, xanchor }) {
  if (xanchor === "left") return `\u00a0${text}`;
  return xanchor === "right" ? `${text}\u00a0` : text;
}

const averageOn = (play, day) => changeOn(play.country, day) ?? [];

function showCounts(words, counts, { play, day }) {
  const codes = Object.keys(play.units ?? {});
  for (const [classIndex, pattern] of Object.entries(counts)) {
    const annotation = words.get(`count:${classIndex}`);
    const isInClass = (code) => unitOn(play, code, day).classIndex === Number(classIndex);
    if (annotation) annotation.text = fillIn(pattern, { n: codes.filter(isInClass).length });
  }
}

function move(annotation, at, room) {
  if (!annotation) return;
  annotation.visible = at !== null;
  if (at === null) return;
  annotation.x = at;
  annotation.xanchor = anchorOf(at, annotation.text, room, annotation.font.size);
}

// `pattern` has the words in two languages on a slide with a second language.
function showAverage(words, pattern, { play, day }, room) {
  const average = words.get("average");
  if (!average) return;
  const [, value = "", , , at = null] = averageOn(play, day);
  average.text = fillIn(pattern ?? play.average, { value });
  move(average, at, room);
  average.align = average.xanchor;
  average.text = besideLine(average);
}

// Omits a name that would overlap the one to its left.
function showRegions(words, shapes, { play, day }, room) {
  const marks = [...shapes.keys()]
    .filter((name) => name.startsWith("region:"))
    .map((name) => ({ name, at: unitOn(play, name.slice("region:".length), day).at }))
    .sort((one, other) => one.at - other.at);
  let used = -Infinity;
  for (const { name, at } of marks) {
    Object.assign(shapes.get(name), at === null ? { visible: false } : { xanchor: at });
    const annotation = words.get(name);
    move(annotation, at, room);
    if (!annotation || at === null) continue;
    const length = widthOf(annotation.text, annotation.font.size);
    const start = { left: 0, center: 0.5, right: 1 }[annotation.xanchor];
    const left = at * room - start * length;
    if (left < used) annotation.visible = false;
    else used = left + length + annotation.font.size;
  }
}

function showTitle(title, { play, day }, width) {
  const words = legendTitleOn(play, day);
  // In the whole period a long title has several lines; a longer one would cover the strip.
  if (!title || title.text.includes("<br>")) return;
  if (widthOf(words, title.font.size) * BOLD < width) title.text = `<b>${words}</b>`;
}

const byName = (items) =>
  new Map((items ?? []).filter((item) => item.name).map((item) => [item.name, item]));

// Changes `layout`, which is a copy; `width` is that of the figure in px.
export function showStripOn(layout, moment, width) {
  const strip = layout.meta?.strip;
  if (!strip?.counts) return;
  const [words, shapes] = [byName(layout.annotations), byName(layout.shapes)];
  const [left, right] = layout.xaxis.domain;
  const room = (right - left) * width;
  showTitle(words.get("title"), moment, width);
  showCounts(words, strip.counts, moment);
  showAverage(words, strip.average, moment, room);
  showRegions(words, shapes, moment, room);
}
