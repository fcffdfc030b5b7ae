// The behaviour of the charts of a page. All listeners are on the document, so that a page whose
// contents change needs no new ones; to select something, a chart follows a link.

import { createDayRange } from "./days.js";
import { addPlay } from "./play.js";
import { addSorting } from "./sorting.js";
import { createTooltip } from "./tooltip.js";

const MARK = ".figure > svg [tabindex]";
const SHOWN = `${MARK}, .figure > svg [data-legend]:has(> title)`;
const LEAVE_MS = 150; // in which a pointer reaches the tooltip from its mark
const ASIDE = 3; // an arrow prefers a mark straight ahead to one that is nearer but aside
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const middleOf = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
const gapBetween = (start, end, otherStart, otherEnd) =>
  Math.max(0, otherStart - end, start - otherEnd);

// The mark in the direction of an arrow: the one that is nearest, and straight ahead.
function nearest(boxes, at, [across, down]) {
  const from = boxes[at];
  const [x, y] = middleOf(from);
  let [best, least] = [at, Infinity];
  boxes.forEach((box, i) => {
    const [otherX, otherY] = middleOf(box);
    const ahead = (otherX - x) * across + (otherY - y) * down;
    const aside = across
      ? gapBetween(from.top, from.bottom, box.top, box.bottom)
      : gapBetween(from.left, from.right, box.left, box.right);
    if (ahead > 1 && ahead + ASIDE * aside < least) [best, least] = [i, ahead + ASIDE * aside];
  });
  return best;
}

// The number of the mark that a key leads to; null for other keys. `boxes` are those of all marks, or
// null where the arrows follow the order of the marks.
export function markByKey(key, at, count, boxes) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  if (boxes) return nearest(boxes, at, direction);
  return Math.min(count - 1, Math.max(0, at + direction[0] + direction[1]));
}

// The number of the next mark whose name begins with a letter; `at` if there is none.
export function markByLetter(letter, at, names) {
  const begins = (name) => name.toLowerCase().startsWith(letter.toLowerCase());
  const after = names.findIndex((name, i) => i > at && begins(name));
  const first = names.findIndex(begins);
  return after >= 0 ? after : first >= 0 ? first : at;
}

const drawingOf = (mark) => mark.closest(".figure > svg");
const nameOf = (mark) =>
  mark.getAttribute("aria-label") ?? mark.querySelector(":scope > title").textContent;

// Moves the focus from a mark; returns whether the key does that.
function goTo(key, mark) {
  const drawing = drawingOf(mark);
  const marks = [...drawing.querySelectorAll("[tabindex]")];
  const at = marks.indexOf(mark);
  const boxes =
    "arrows" in drawing.dataset ? marks.map((one) => one.getBoundingClientRect()) : null;
  const next = /^\p{L}$/u.test(key)
    ? markByLetter(key, at, marks.map(nameOf))
    : markByKey(key, at, marks.length, boxes);
  if (next !== null) marks[next].focus({ focusVisible: true });
  return next !== null;
}

function press(mark) {
  mark.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }));
}

// Acts once for a document: the live app calls it too, which may come without a first paint.
export function attach(page) {
  if (page.campaignFigures) return;
  page.campaignFigures = true;
  const tooltip = createTooltip(page);
  const range = createDayRange(page, tooltip);
  let isTouch = false;
  let leaving = null;

  const markAt = (target, selector = SHOWN) => target.closest?.(selector) ?? null;
  const stay = () => clearTimeout(leaving);
  function leave() {
    stay();
    leaving = setTimeout(tooltip.hide, LEAVE_MS);
  }
  function hide() {
    stay();
    range.clear();
    tooltip.hide();
  }

  page.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch" || range.isDragged()) return;
    const mark = markAt(target);
    if (mark) tooltip.show(mark);
    if (mark || tooltip.has(target)) stay();
    else if (tooltip.shown() && tooltip.shown() !== page.activeElement) leave();
  });
  page.documentElement.addEventListener("pointerleave", leave);

  page.addEventListener(
    "pointerdown",
    ({ target, pointerType }) => {
      isTouch = pointerType === "touch";
      if (isTouch && !markAt(target) && !tooltip.has(target)) hide();
    },
    { capture: true },
  );
  // The first touch shows what a mark is, the second follows its link.
  page.addEventListener(
    "click",
    (event) => {
      if (!isTouch || !event.detail) return;
      if (tooltip.has(event.target)) {
        if (tooltip.shown()?.matches("a")) press(tooltip.shown());
        return;
      }
      const mark = markAt(event.target);
      if (!mark || mark === tooltip.shown()) return;
      event.preventDefault();
      event.stopPropagation();
      tooltip.show(mark);
    },
    { capture: true },
  );

  // Tab returns to the mark that had the focus last.
  function enter(target) {
    const mark = markAt(target, MARK);
    if (!mark) return;
    for (const other of drawingOf(mark).querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    mark.tabIndex = 0;
    stay();
    if (mark.matches(":focus-visible")) tooltip.show(mark);
  }
  page.addEventListener("focusin", ({ target }) => enter(target));
  page.addEventListener("focusout", ({ target }) => {
    // A touch of the tooltip takes the focus from its mark.
    if (!isTouch && markAt(target, MARK)) hide();
  });
  page.addEventListener("keydown", (event) => {
    const mark = markAt(event.target, MARK);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (mark && range.press(mark, event)) event.preventDefault();
    else if (event.key === "Escape") hide();
    else if (mark && event.key === " ") {
      event.preventDefault();
      if (mark.matches("a")) press(mark);
    } else if (mark && goTo(event.key, mark)) event.preventDefault();
  });
  page.addEventListener("scroll", tooltip.again, { capture: true, passive: true });
  window.addEventListener("resize", hide);
  page.addEventListener("page:change", hide);
  page.addEventListener("page:changed", () => enter(page.activeElement));
  // While a map plays, a tooltip shows what its region has on each day.
  page.addEventListener("page:day", () => {
    const id = tooltip.shown()?.id;
    if (!id) return;
    tooltip.hide();
    const mark = page.getElementById(id);
    if (mark) tooltip.show(mark);
  });
  addPlay(page);
  addSorting(page);
}
