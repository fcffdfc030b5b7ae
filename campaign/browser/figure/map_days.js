// The drawing of a map on a day: colours, values, tooltips and legend.

import { changeOn, unitOn } from "../shared/animation.js";
import { fillIn, legendTitleOn, tooltipOn } from "../shared/day_words.js";

const SCALE = /scale\(([\d.]+)\)/;

// The hatching of the legend for a region that has not reported everything, scaled to the page.
function createHatch(svg, step) {
  const pattern = svg.querySelector("pattern");
  if (!pattern) return "";
  const hatch = pattern.cloneNode(true);
  hatch.id = `${pattern.id}-day`;
  hatch.setAttribute("patternTransform", `scale(${1 / step}) rotate(45)`);
  pattern.after(hatch);
  return `url(#${hatch.id})`;
}

function readRegion(svg, link) {
  const code = link.dataset.unit;
  const label = svg.querySelector(`[data-value="${code}"]`);
  return {
    code,
    place: link.parentNode,
    shape: link.querySelector("path"),
    title: link.querySelector("title"),
    value: label.querySelector("[font-weight]"),
    // Words on a plate keep their colour.
    texts: label.querySelector("rect") ? [] : label.querySelectorAll("text"),
  };
}

// The outline of letters in the colour of what is behind them; false for none.
export function setHalo(text, colour) {
  Object.assign(text.style, {
    stroke: colour || "none",
    strokeWidth: "4px",
    strokeLinejoin: "round",
    paintOrder: "stroke",
  });
}

function showRegion(region, play, day, hatch) {
  const unit = unitOn(play, region.code, day);
  const isHatched = play.hatched.includes(unit.classIndex);
  const fill = play.fills[unit.classIndex];
  region.shape.style.fill = (isHatched && hatch) || fill;
  region.title.textContent = tooltipOn(play, play.names[region.code], unit, day).replaceAll(
    "<br>",
    "\n",
  );
  region.value.textContent = unit.words;
  for (const text of region.texts) {
    text.style.fill = play.ink[unit.classIndex];
    setHalo(text, isHatched && "var(--background)");
  }
  if (unit.at === null) delete region.place.dataset.at;
  else region.place.dataset.at = unit.at;
}

// Where words or a line begin; a public page has lines as paths.
export const startOf = (shape) =>
  parseFloat(
    shape.getAttribute("x") ?? shape.getAttribute("x1") ?? shape.getAttribute("d").slice(1),
  );

export const anchorOf = (at) => (at < 0.15 ? "start" : at > 0.85 ? "end" : "middle");

// The number of regions of each role, a class or a state, on a day.
export function countsOn(play, day) {
  const counts = Object.fromEntries(play.roles.map((role) => [role, 0]));
  for (const code of Object.keys(play.units)) {
    counts[play.roles[unitOn(play, code, day).classIndex]] += 1;
  }
  return counts;
}

// Replaces the number at the end of a legend entry, which is in brackets beside the name of a state.
export const countedWords = (words, count) => words.replace(/\d+(?=\)?$)/, count);

function readLegend(svg) {
  const strip = svg.querySelector("[data-strip]");
  if (!strip) return null;
  const [left, , width] = strip.dataset.strip.split(" ").map(Number);
  const titles = [...strip.querySelectorAll("text[font-weight][fill]")];
  const marks = [...strip.querySelectorAll("[data-marked]")].map((group) => {
    const x = startOf(group.querySelector("path, line"));
    return { name: group.dataset.marked, group, x, texts: [...group.querySelectorAll("text")] };
  });
  const counts = [...strip.querySelectorAll("[data-legend]")].map((key) => ({
    role: key.dataset.legend,
    texts: [[...key.querySelectorAll("text")].at(-1), key.querySelector("title")].filter(Boolean),
  }));
  return { left, width, titles, marks, counts };
}

// Puts words into the lines of a text, each as long as there is room; the last has the rest.
function setLines(lines, words, room) {
  const rest = words.split(" ");
  lines.forEach((line, at) => {
    line.textContent = "";
    while (rest.length) {
      const before = line.textContent;
      line.textContent = `${before} ${rest[0]}`.trim();
      if (before && at < lines.length - 1 && line.getComputedTextLength() > room) {
        line.textContent = before;
        break;
      }
      rest.shift();
    }
  });
}

// Moves words that would be cut at the edge of the drawing.
function keepWithin(text, box) {
  const { left, right, width } = text.getBoundingClientRect();
  const past = Math.max(box.left - left, 0) || Math.min(box.right - right, 0);
  if (!width || !past) return;
  text.setAttribute("x", startOf(text) + past / text.parentNode.getScreenCTM().a);
}

function showMark(mark, at, legend) {
  mark.group.style.display = at === null ? "none" : "";
  if (at === null) return;
  mark.group.setAttribute("transform", `translate(${legend.left + at * legend.width - mark.x} 0)`);
  const box = mark.group.ownerSVGElement.getBoundingClientRect();
  for (const text of mark.texts) {
    text.setAttribute("x", mark.x);
    text.setAttribute("text-anchor", anchorOf(at));
    keepWithin(text, box);
  }
}

// Words in as many lines as before, the first of which has as many words as before.
function writeLines(texts, words) {
  const [first, ...more] = texts;
  const all = words.split(" ");
  const count = more.length ? first.textContent.split(" ").length : all.length;
  if (first) first.textContent = all.slice(0, count).join(" ");
  if (more.length) more[0].textContent = all.slice(count).join(" ");
}

function showLegend(legend, play, day) {
  setLines(legend.titles, legendTitleOn(play, day), legend.left + legend.width);
  const counts = countsOn(play, day);
  for (const { role, texts } of legend.counts) {
    for (const text of texts) text.textContent = countedWords(text.textContent, counts[role]);
  }
  for (const mark of legend.marks) {
    if (mark.name === "average") {
      const [, value = "", , , at = null] = changeOn(play.country, day) ?? [];
      writeLines(mark.texts, fillIn(play.average, { value }));
      showMark(mark, at, legend);
    } else {
      showMark(mark, unitOn(play, mark.name, day).at, legend);
    }
  }
}

// Returns a function that shows a day on the drawing `svg`.
export function createMapDays(svg, play) {
  const regions = [...svg.querySelectorAll("[data-unit]")].map((link) => readRegion(svg, link));
  const step = Number(SCALE.exec(regions[0]?.shape.getAttribute("transform"))?.[1] ?? 1);
  const hatch = createHatch(svg, step);
  const legend = readLegend(svg);
  return (day) => {
    for (const region of regions) showRegion(region, play, day, hatch);
    if (legend) showLegend(legend, play, day);
  };
}
