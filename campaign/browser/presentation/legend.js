// The legend in the size of a projector; the signs of Plotly's own legend are 12 pixels wide.

import { createElement, createId, createSvgElement, setText } from "../shared/element.js";
import { itemAt } from "../shared/trace.js";

const SIGN = 34;
const MIDDLE = SIGN / 2;

// The same lines as in the chart, as far apart and as thick.
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

function pointSign(symbol, color) {
  if (symbol === "diamond") {
    return createSvgElement("path", { d: "M17 3 31 17 17 31 3 17z", fill: color });
  }
  const isOpen = symbol.endsWith("-open");
  return createSvgElement("circle", {
    cx: MIDDLE,
    cy: MIDDLE,
    r: isOpen ? 9 : 11,
    fill: isOpen ? "none" : color,
    stroke: color,
    "stroke-width": isOpen ? 4 : 0,
  });
}

function createSign({ type, marker = {} }) {
  const svg = createSvgElement("svg", {
    viewBox: `0 0 ${SIGN} ${SIGN}`,
    width: SIGN,
    height: SIGN,
    "aria-hidden": "true",
  });
  const color = itemAt(marker.color, 0) ?? "#000000";
  const symbol = itemAt(marker.symbol, 0) ?? "circle";
  svg.append(type === "bar" ? barSign(svg, marker, color) : pointSign(symbol, color));
  return svg;
}

const linesOfTitle = (title) => title.replace(/<br>/g, "\n");

const isInLegend = (trace) => Boolean(trace.name) && trace.showlegend !== false;

function fillLegend(list, traces, title) {
  list.replaceChildren();
  if (title) list.append(createElement("li", "presentation-legend-title", linesOfTitle(title)));
  for (const trace of traces) {
    const item = createElement("li", "presentation-legend-entry");
    item.append(createSign(trace), createElement("span", "", trace.name));
    list.append(item);
  }
}

// Only names change while the map plays: the signs stay, so that nothing flickers.
export function showLegend(list, data, title) {
  const traces = data.filter(isInLegend);
  if (list.childElementCount !== traces.length + (title ? 1 : 0)) {
    fillLegend(list, traces, title);
    return;
  }
  if (title) setText(list.querySelector(".presentation-legend-title"), linesOfTitle(title));
  list
    .querySelectorAll(".presentation-legend-entry > span")
    .forEach((name, i) => setText(name, traces[i].name));
}
