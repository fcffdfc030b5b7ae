// Keyboard navigation in a chart: one hidden listbox with an option for each mark, and a ring and a
// tooltip over the chart.

import { createElement, setText } from "../shared/element.js";
import { createFocusRing } from "./focus_ring.js";
import { htmlAt, marksOf, placeAgain, placeByKey, plainText } from "./marks.js";
import { axisBox, elementOf, elementsByItem } from "./plotly_internals.js";
import { createTooltip } from "./tooltip.js";

const MANY = 400; // above this, only options near the active one exist in the page
const NEAR = 3;

function createOption(id, mark, n, count) {
  const option = createElement("li", "", mark.label, {
    id: `${id}-${n}`,
    role: "option",
    "aria-posinset": n + 1,
    "aria-setsize": count,
    "data-n": n,
  });
  if (mark.isChosen !== null) option.setAttribute("aria-selected", String(mark.isChosen));
  return option;
}

function fillOptions({ id, list }, marks, active) {
  const isMany = marks.length > MANY;
  const from = isMany ? Math.max(0, active - NEAR) : 0;
  const to = isMany ? Math.min(marks.length, active + NEAR + 1) : marks.length;
  const options = marks
    .slice(from, to)
    .map((mark, i) => createOption(id, mark, from + i, marks.length));
  list.replaceChildren(...options);
  list.hidden = marks.length === 0;
  if (marks.some((mark) => mark.isChosen !== null))
    list.setAttribute("aria-multiselectable", "true");
  else list.removeAttribute("aria-multiselectable");
}

// The box of a mark in px from the corner of the stage; null if it is not known.
function boxOf({ plot, stage }, element, mark) {
  const box = element?.getBoundingClientRect();
  if (!box?.width && !box?.height) return axisBox(plot, mark);
  const { left, top } = stage.getBoundingClientRect();
  return { left: box.left - left, top: box.top - top, width: box.width, height: box.height };
}

const signatureOf = (marks) =>
  JSON.stringify(marks.map((mark) => [mark.code, mark.label, mark.isChosen]));

// `choose(code)` is called for the mark that is chosen; `findInPicture(code)` returns its element in
// the picture that is shown until Plotly has drawn.
export function createKeyboardNavigation(elements, { signal, choose, isPlaying, findInPicture }) {
  const { stage, list, plot } = elements;
  const ring = createFocusRing(elements);
  const tooltip = createTooltip(elements);
  let traces = [];
  let marks = [];
  let signature = null;
  let active = 0;
  let plotElements = null; // found once per drawing, and only while the list has the focus
  let isEntered = false;
  let isTooltipClosed = false;

  function showNothing() {
    list.removeAttribute("aria-activedescendant");
    ring.hide();
    tooltip.hide();
  }

  function showActive() {
    const mark = marks[active];
    const option = mark && list.querySelector(`[data-n="${active}"]`);
    if (document.activeElement !== list || !option) {
      showNothing();
      return;
    }
    const html = htmlAt(traces[mark.curve], mark.i);
    setText(option, plainText(html) || mark.label);
    list.setAttribute("aria-activedescendant", option.id);
    plotElements ??= elementsByItem(plot);
    const element = elementOf(plot, plotElements, mark) ?? findInPicture(mark.code);
    const box = boxOf(elements, element, mark);
    stage.classList.toggle("cf-stage--focus", !box);
    if (!box) {
      ring.hide();
      return;
    }
    ring.show(box, element);
    if (!isTooltipClosed) tooltip.show(mark, html ?? mark.label, box, { isOurs: isPlaying() });
  }

  function goTo(place) {
    active = place;
    isTooltipClosed = false;
    if (marks.length > MANY) fillOptions(elements, marks, active);
    showActive();
    ring.scrollIntoView();
  }

  function onFocus() {
    if (!isEntered)
      active = Math.max(
        0,
        marks.findIndex((mark) => mark.isChosen),
      );
    else if (!marks[active]) active = 0;
    isEntered = true;
    isTooltipClosed = false;
    showActive();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !marks.length) return;
    const place = placeByKey(marks, active, event.key);
    if (place !== null) goTo(place);
    else if (event.key === "Enter" || event.key === " ") choose(marks[active]?.code);
    else if (event.key === "Escape") {
      isTooltipClosed = true;
      tooltip.hide();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  list.addEventListener("focus", onFocus, { signal });
  list.addEventListener("keydown", onKey, { signal });
  const onBlur = () => {
    stage.classList.remove("cf-stage--focus");
    showActive();
  };
  list.addEventListener("blur", onBlur, { signal });
  const onClick = (event) => {
    const place = event.target.closest("[data-n]")?.dataset.n;
    if (place !== undefined) choose(marks[place]?.code);
  };
  list.addEventListener("click", onClick, { signal });

  return {
    // Called after each drawing and each picture. The options do not change during the animation.
    update(data) {
      traces = data;
      plotElements = null;
      if (!isPlaying()) {
        const before = marks[active];
        marks = marksOf(traces);
        if (signatureOf(marks) !== signature) {
          signature = signatureOf(marks);
          active = placeAgain(before, active, marks);
          fillOptions(elements, marks, active);
        }
      }
      showActive();
    },
  };
}
