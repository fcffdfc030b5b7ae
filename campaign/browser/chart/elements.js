// The elements of a chart, before anything is drawn.

import { createElement, createId, createSvgElement } from "../shared/element.js";
import { createMenuElements } from "./menu.js";

const createButton = (name, attributes = {}) =>
  createElement("button", "", "", { type: "button", "data-do": name, ...attributes });

// The list of options for keyboard and screen readers, and the ring and tooltip of the active one.
function createNavigationElements() {
  const shape = createSvgElement("svg", { class: "cf-shape", "aria-hidden": "true", hidden: "" });
  shape.append(createSvgElement("path"), createSvgElement("path"));
  return {
    list: createElement("ul", "cf-list", "", { role: "listbox", tabindex: "0", hidden: "" }),
    shape,
    ring: createElement("div", "cf-ring", "", { hidden: "" }),
    tooltip: createElement("div", "cf-tip", "", { "aria-hidden": "true", hidden: "" }),
  };
}

function createPlayElements() {
  return {
    playBar: createElement("div", "cf-play", "", { hidden: "" }),
    playButton: createButton("play"),
    slider: createElement("input", "cf-slider", "", { type: "range", min: 0, max: 0, step: 1 }),
    dayLabel: createElement("span", "cf-day", "", { "aria-hidden": "true" }),
  };
}

export function createChartElements(parent) {
  const id = createId("cf");
  const elements = {
    id,
    root: createElement("div", "cf-root", "", {
      role: "group",
      "aria-describedby": `${id}-summary`,
    }),
    stage: createElement("div", "cf-stage"),
    plotBox: createElement("div", "cf-plot", "", { "aria-hidden": "true" }),
    // Plotly draws into an inner element, so that it cannot affect our listeners.
    plot: createElement("div"),
    ...createNavigationElements(),
    failure: createElement("div", "cf-failed", "", { role: "alert" }),
    ...createPlayElements(),
    ...createMenuElements(),
    embedBox: createElement("div", "cf-embed", "", { hidden: "" }),
    summary: createElement("span", "cf-summary", "", { id: `${id}-summary`, hidden: "" }),
    hint: createElement("span", "cf-hint", "", { id: `${id}-hint`, hidden: "" }),
  };
  const { root, stage, plotBox, plot, list, shape, ring, tooltip, playBar } = elements;
  list.setAttribute("aria-describedby", `${id}-summary ${id}-hint`);
  plotBox.append(plot);
  stage.append(plotBox, list, shape, ring, tooltip);
  playBar.append(elements.playButton, elements.slider, elements.dayLabel);
  root.append(stage, elements.failure, playBar);
  root.append(elements.embedBox, elements.tableBox, elements.note);
  root.append(elements.summary, elements.hint);
  parent.append(root);
  return elements;
}
