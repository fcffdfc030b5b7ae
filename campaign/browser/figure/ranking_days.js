// The drawing of the ranking beside a map on a day: order, bars, values and national mark. The ranges
// of missing attendance exist for the whole period only.

import { changeOn, lastDayOf, unitOn } from "../shared/animation.js";
import { fillIn, tooltipOn } from "../shared/day_words.js";
import { createSvgElement } from "../shared/element.js";
import { anchorOf, setHalo, startOf } from "./map_days.js";

const ROOMY = 0.3; // of the highest value: longer bars have their words inside
const BESIDE = 6; // px from the end of a bar to the words beside it; INSIDE: to the words in it
const INSIDE = -5;
const LENGTH = /([-\d.]+)% ([+-]) ([-\d.]+)px/;

const valueOn = (play, code, day) => unitOn(play, code, day).value ?? -1;

// The codes from the highest value to the lowest, those without one last; the sort is stable.
export const orderOn = (codes, play, day) =>
  [...codes].sort((one, other) => valueOn(play, other, day) - valueOn(play, one, day));

// The length of a bar for a value of 1, by the length of the longest bar; 0 if that has no value.
export function scaleOf(length, highest) {
  const [, percent, sign, size] = LENGTH.exec(length) ?? [0, 0, "+", 0];
  const px = sign === "-" ? -size : Number(size);
  return { percent: percent / highest || 0, px: px / highest || 0, highest };
}

// Shapes at a place that moves with the width: a share of it, and px from there.
function createPlace(...shapes) {
  const holder = createSvgElement("svg");
  const starts = shapes.map(startOf);
  holder.append(...shapes);
  return (percent, px) => {
    holder.setAttribute("x", `${percent}%`);
    shapes.forEach((shape, at) => {
      shape.setAttribute("transform", `translate(${px - starts[at]} 0)`);
    });
    return holder;
  };
}

function createRow(link, play) {
  const code = link.dataset.unit;
  const [bar, words, title] = ["rect", "[font-weight]", "title"].map((name) =>
    link.querySelector(name),
  );
  const [left, top] = ["x", "y"].map((name) => Number(bar.getAttribute(name)));
  const length = bar.getAttribute("style");
  const isFaded = bar.hasAttribute("fill-opacity");
  const placeWords = createPlace(words);
  for (const range of link.querySelectorAll("svg, rect ~ rect")) range.remove();
  link.append(placeWords(0, left));
  function show(place, day, scale) {
    const unit = unitOn(play, code, day);
    const value = unit.value ?? 0;
    const [percent, px] = [scale.percent * value, scale.px * value];
    const isInside = value > ROOMY * scale.highest;
    link.setAttribute("transform", `translate(0 ${place - top})`);
    bar.style.width = `calc(${percent}% + ${px}px)`;
    bar.style.fill = play.fills[unit.classIndex];
    title.textContent = tooltipOn(play, play.names[code], unit, day).replaceAll("<br>", "\n");
    words.textContent = play.states?.[unit.classIndex] ?? unit.words;
    words.setAttribute("text-anchor", isInside ? "end" : "start");
    words.style.fill = isInside && !isFaded ? play.ink[unit.classIndex] : "var(--text)";
    setHalo(words, !isInside && "var(--background)");
    placeWords(percent, left + px + (isInside ? INSIDE : BESIDE));
  }
  return { code, left, top, length, show };
}

function createMark(svg, play, left) {
  const group = svg.querySelector("[data-reference]");
  if (!group) return () => {};
  const [line, words] = ["path, line", "text"].map((name) => group.querySelector(name));
  const place = createPlace(line, words);
  group.replaceChildren(place(0, left));
  return (day, scale) => {
    const [, , value = null, inWords = ""] = changeOn(play.country, day) ?? [];
    group.style.display = value === null ? "none" : "";
    place(scale.percent * value, left + scale.px * value);
    words.textContent = fillIn(play.mark, { value: inWords });
    words.setAttribute("text-anchor", anchorOf(value / scale.highest));
  };
}

// Returns a function that shows a day on the drawing `svg`.
export function createRankingDays(svg, play) {
  const rows = [...svg.querySelectorAll("[data-unit]")].map((link) => createRow(link, play));
  const [longest] = rows; // the first one in the whole period
  if (!longest) return () => {};
  svg.querySelector('[data-legend="mark:range"]')?.remove();
  const highest = valueOn(play, longest.code, lastDayOf(play));
  const scale = scaleOf(longest.length, Math.max(highest, 0));
  const showMark = createMark(svg, play, longest.left);
  const [codes, tops] = [rows.map(({ code }) => code), rows.map(({ top }) => top)];
  return (day) => {
    const order = orderOn(codes, play, day);
    for (const row of rows) row.show(tops[order.indexOf(row.code)], day, scale);
    showMark(day, scale);
  };
}
