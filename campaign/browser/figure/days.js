// A range of days drawn over a chart: dragged with a mouse or a pen, or extended with Shift and an
// arrow. It follows a link to the page of these days.

import { dateAt } from "../shared/calendar.js";
import { createElement } from "../shared/element.js";

const MOVED = 5; // px of a drag that is not a click

// The days from one position to another in an area of `count` days, first and last in order; the
// positions are shares of its width.
export function daysBetween(one, other, count) {
  const day = (share) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  return [day(Math.min(one, other)), day(Math.max(one, other))];
}

export const addressOf = (pattern, from, to) => pattern.replace("{from}", from).replace("{to}", to);

// A date in words; Kyrgyz and Russian have the same short form.
export function dateWords(day, lang) {
  if (lang !== "en") return day.split("-").reverse().join(".");
  const looks = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  return new Date(day).toLocaleDateString("en-GB", looks);
}

const areaOf = (target) =>
  target.closest?.(".figure > svg")?.querySelector("rect[data-days]") ?? null;

// `tooltip` shows the dates of the range.
export function createDayRange(page, tooltip) {
  const band = createElement("div", "", "", { id: "day-range" });
  let area = null;
  let [start, end] = [0, 0]; // shares of the width of the area
  let from = null; // the px at which a drag began
  let isShown = false;

  const shareAt = (x) => {
    const { left, width } = area.getBoundingClientRect();
    return (x - left) / width;
  };
  const count = () => Number(area.dataset.count);
  const dates = () =>
    daysBetween(start, end, count()).map((day) => dateAt(area.dataset.first, day));

  function show() {
    const { left, top, width, height } = area.getBoundingClientRect();
    const [first, last] = daysBetween(start, end, count());
    const day = width / count();
    const box = { left: left + first * day, top, width: (last - first + 1) * day, height };
    for (const [name, value] of Object.entries(box)) band.style[name] = `${value}px`;
    page.body.append(band);
    const words = dates().map((date) => dateWords(date, page.documentElement.lang));
    tooltip.showWords([...new Set(words)].join(" – "), band);
    isShown = true;
  }
  function clear() {
    if (isShown) tooltip.hide();
    band.remove();
    isShown = false;
    area = from = null;
  }
  function follow() {
    const link = createElement("a", "", "", { href: addressOf(area.dataset.days, ...dates()) });
    const card = area.closest(".card") ?? page.body;
    clear();
    link.hidden = true;
    card.append(link);
    link.click();
    link.remove();
  }
  // A link or a text under the pointer would be dragged or selected instead.
  const keep = (event) => area && from !== null && event.preventDefault();
  page.addEventListener("dragstart", keep);
  page.addEventListener("selectstart", keep);
  page.addEventListener("pointerdown", (event) => {
    clear();
    if (event.pointerType === "touch" || event.button !== 0) return;
    area = areaOf(event.target);
    if (!area) return;
    const { left, right, top, bottom } = area.getBoundingClientRect();
    const [x, y] = [event.clientX, event.clientY];
    if (x < left || x > right || y < top || y > bottom) area = null;
    else [from, start] = [x, shareAt(x)];
  });
  page.addEventListener("pointermove", (event) => {
    if (from === null || (!isShown && Math.abs(event.clientX - from) < MOVED)) return;
    end = shareAt(event.clientX);
    show();
  });
  page.addEventListener("pointercancel", clear);
  page.addEventListener("pointerup", () => {
    if (!isShown || from === null) {
      from = null;
      return;
    }
    // The click that ends a drag chooses no mark.
    const stop = (event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    page.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => {
      page.removeEventListener("click", stop, { capture: true });
      follow();
    });
  });

  return {
    clear,
    isDragged: () => from !== null && isShown,
    // Handles a key on a mark; returns whether the key was for the range.
    press(mark, event) {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.shiftKey && step) {
        if (!isShown) {
          area = areaOf(mark);
          if (!area) return false;
          const { left, width } = mark.getBoundingClientRect();
          start = end = shareAt(left + width / 2);
        }
        end = Math.min(1, Math.max(0, end + step / count()));
        show();
        return true;
      }
      if (!isShown || event.key === "Shift") return false;
      if (event.key === "Enter" || event.key === " ") follow();
      else clear();
      return ["Enter", " ", "Escape"].includes(event.key);
    },
  };
}
