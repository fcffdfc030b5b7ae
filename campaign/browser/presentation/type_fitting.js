// The type sizes of a slide: as large as its room allows, and large enough for the last row. A slide
// can be measured only when it is in the page.

import { longestHeadline } from "../shared/day_words.js";
import { createElement, setText } from "../shared/element.js";

const ONE_LINE = 1.5;
const TWO_LINES = 2.5;
const STEP = 2; // px

const inPixels = (size) => `${size}px`;

// Sets the largest type size that fits; `length` turns px into a length on the slide.
function fitType(target, largest, least, isFitting, length = inPixels) {
  if (!target) return;
  let size = largest;
  const set = () => target.style.setProperty("--presentation-size", length(size));
  set();
  while (size > least && !isFitting()) {
    size -= STEP;
    set();
  }
}

const linesOf = (target) => target.offsetHeight / parseFloat(getComputedStyle(target).lineHeight);

const isWithin = (target, lines) => () => linesOf(target) < lines;

// Removes lines that fit in no size; the panel of the sources has all of them.
function cutLines(lines, body) {
  if (!lines || isInside(body)) return;
  const last = createElement("p", "", "…");
  lines.append(last);
  while (last.previousSibling && !isInside(body)) last.previousSibling.remove();
}

// The largest and smallest size of a headline in one line, and the largest in two lines. One line of
// smaller type leaves more room for the chart, and a timeline with its two panels needs most room.
function rangesOf({ kind, second }) {
  if (kind === "timeline") return [56, 34, 44];
  return second ? [56, 42, 42] : [60, 48, 60];
}

// The headline of a slide of words.
export function fitTitle(headline, length) {
  fitType(headline, 88, 44, isWithin(headline, TWO_LINES), length);
}

const isInside = (body) =>
  body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1;

export function fitLines(lines, body, length) {
  fitType(lines, 56, 20, () => isInside(body), length);
}

// Room and size are those of the longest headline of the animation, so that they fit every day.
function fitHeadline({ headline, content: { headline: finding }, chart: { play }, ...slide }) {
  if (!finding) {
    fitTitle(headline);
    return;
  }
  const longest = play ? longestHeadline(play) : "";
  if (longest.length > finding.length) setText(headline, longest);
  const [largest, least, inTwo] = rangesOf(slide);
  fitType(headline, largest, least, isWithin(headline, ONE_LINE));
  if (linesOf(headline) > ONE_LINE) {
    fitType(headline, inTwo, 38, isWithin(headline, TWO_LINES));
  }
  if (longest) {
    headline.style.minHeight = `${headline.offsetHeight}px`;
    setText(headline, finding);
  }
}

export function fitSlide(slide) {
  const { root, secondHeadline, content, second } = slide;
  const find = (name) => root.querySelector(`.presentation-${name}`);
  const [kicker, rest, body, lines] = ["kicker", "rest", "body", "lines"].map(find);
  // The second language is on the same line.
  fitType(kicker, 36, 28, isWithin(kicker, ONE_LINE));
  fitHeadline(slide);
  fitType(secondHeadline, content.headline ? 34 : 48, 26, isWithin(secondHeadline, ONE_LINE));
  fitType(rest, 32, 28, isWithin(rest, ONE_LINE));
  fitLines(lines, body);
  cutLines(lines, body);
  for (const value of root.querySelectorAll(".presentation-value")) {
    const isLarge = value.parentElement.matches(
      ".presentation-slide--headline .presentation-number:nth-child(-n+2)",
    );
    const largest = isLarge ? [128, 88] : [84, 64];
    fitType(
      value,
      largest[Number(Boolean(second))],
      40,
      () => value.scrollWidth <= value.clientWidth + 1,
    );
  }
  fitType(find("nothing"), 56, 28, () => isInside(body));
}
