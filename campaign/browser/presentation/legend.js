// The legend of a slide, large enough for a projector: the signs of Plotly's legend are 12 px wide.

import { createElement, createId, createSvgElement, setText } from "../shared/element.js";
import { itemAt } from "../shared/trace.js";

const SIGN = 34;
const MIDDLE = SIGN / 2;

// Hatching with the lines of the chart, in the same distance and width.
function addHatch(svg, { size, solidity, fgcolor, bgcolor }) {
  const id = createId("hatch");
  const pattern = createSvgElement("pattern", {
    id,
    width: size,
    height: size,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  });
  pattern.append(
    createSvgElement("rect", { width: size, height: size, fill: bgcolor }),
    createSvgElement("rect", { width: size * solidity, height: size, fill: fgcolor }),
  );
  svg.append(pattern);
  return `url(#${id})`;
}

function barSign(svg, { pattern, line }, color) {
  return createSvgElement("rect", {
    x: 2,
    y: 2,
    width: SIGN - 4,
    height: SIGN - 4,
    fill: itemAt(pattern?.shape, 0) ? addHatch(svg, pattern) : color,
    stroke: line?.color ?? color,
    "stroke-width": 2,
  });
}

// Plotly's dashes are too long for a sign, so these have lengths of their own.
function lineSign({ color, width, dash }) {
  const isBroken = dash && dash !== "solid";
  return createSvgElement("line", {
    x1: 0,
    x2: SIGN,
    y1: MIDDLE,
    y2: MIDDLE,
    stroke: color,
    "stroke-width": width,
    ...(isBroken && { "stroke-dasharray": dash === "dot" ? "4 6" : "13 8" }),
  });
}

// A line from end to end with a tick in the middle and at the right, as on a page.
function rangeSign({ color, width }) {
  const d = `M1 ${MIDDLE}H33M${MIDDLE} 11V23M33 7V27`;
  return createSvgElement("path", { d, fill: "none", stroke: color, "stroke-width": width });
}

function pointSign(symbol, color, line) {
  if (symbol === "diamond") {
    return createSvgElement("path", { d: "M17 3 31 17 17 31 3 17z", fill: color });
  }
  const isOpen = symbol.endsWith("-open") || Boolean(line?.width);
  const ring = (line?.width && line.color) || color;
  return createSvgElement("circle", {
    cx: MIDDLE,
    cy: MIDDLE,
    r: isOpen ? 9 : 11,
    fill: isOpen ? "none" : color,
    stroke: ring,
    "stroke-width": isOpen ? 4 : 0,
  });
}

function createSign({ type, mode, line, marker = {} }) {
  const svg = createSvgElement("svg", {
    viewBox: `0 0 ${SIGN} ${SIGN}`,
    width: SIGN,
    height: SIGN,
    "aria-hidden": "true",
  });
  const color = itemAt(marker.color, 0) ?? "#000000";
  const symbol = itemAt(marker.symbol, 0) ?? "circle";
  if (isRangeMark(marker)) svg.append(rangeSign(line));
  else if (mode === "lines") svg.append(lineSign(line));
  else if (type === "bar") svg.append(barSign(svg, marker, color));
  else svg.append(pointSign(symbol, color, marker.line));
  return svg;
}

const linesOfTitle = (title) => title.replace(/<br>/g, "\n");

const isInLegend = (trace) => Boolean(trace.name) && trace.showlegend !== false;

const isRangeMark = (marker) => itemAt(marker?.symbol, 0) === "line-ns";

export const legendNames = (data) => data.filter(isInLegend).map(({ name }) => name);

const bothOf = (words, others, sign) =>
  !others || others === words ? words : `${words}${sign}${others}`;

function fillLegend(list, traces, names, title) {
  list.replaceChildren();
  if (title) list.append(createElement("li", "presentation-legend-title", title));
  traces.forEach((trace, i) => {
    const item = createElement("li", "presentation-legend-entry");
    item.append(createSign(trace), createElement("span", "", names[i]));
    list.append(item);
  });
}

// While the animation plays only the names are replaced, so that the signs do not flicker. `second`
// has the names and the title in a second language, [] and "" without one.
export function showLegend(list, data, title, second = { names: [], title: "" }) {
  const traces = data.filter(isInLegend);
  const words = title && bothOf(linesOfTitle(title), linesOfTitle(second.title), "\n");
  const names = traces.map(({ name }, i) => bothOf(name, second.names[i], " / "));
  if (list.childElementCount !== traces.length + (title ? 1 : 0)) {
    fillLegend(list, traces, names, words);
    return;
  }
  if (title) setText(list.querySelector(".presentation-legend-title"), words);
  list
    .querySelectorAll(".presentation-legend-entry > span")
    .forEach((name, i) => setText(name, names[i]));
}
