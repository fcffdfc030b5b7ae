// The type sizes of a slide: as large as its room allows, and large enough for the last row. A slide
// can be measured only when it is in the page.

import { createElement, setText } from "../shared/element.js";

const ONE_LINE = 1.5;
const TWO_LINES = 2.5;
const STEP = 2; // px

const linesOf = (box) => box.offsetHeight / parseFloat(getComputedStyle(box).lineHeight);

const isInside = (box) =>
  box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;

// The largest and smallest size of a headline in one line, and the largest in two lines. One line of
// smaller type leaves more room for the chart, and a timeline needs most room.
function rangesOf(root) {
  if (root.classList.contains("presentation-slide--timeline")) return [56, 34, 44];
  return root.classList.contains("presentation-slide--two") ? [56, 42, 42] : [60, 48, 60];
}

// `longest` is the longest headline of the animation, so that the size fits every day; `length` turns
// px into a length on the slide.
export function fitSlide(root, { longest = "", length = (px) => `${px}px` } = {}) {
  const find = (name) => root.querySelector(`.presentation-${name}`);
  const [headline, second, body, lines] = ["headline", "headline-second", "body", "lines"].map(
    find,
  );

  // Sets the largest type size that fits.
  function fit(box, largest, least, isFitting) {
    if (!box) return;
    let size = largest;
    const set = () => box.style.setProperty("--presentation-size", length(size));
    for (set(); size > least && !isFitting(box); set()) size -= STEP;
  }
  const isWithin = (most) => (box) => linesOf(box) < most;
  const isBodyInside = () => isInside(body);

  fit(find("kicker"), 36, 28, isWithin(ONE_LINE));
  const hasFinding = Boolean(find("kicker"));
  if (hasFinding) {
    const finding = headline.textContent;
    if (longest.length > finding.length) setText(headline, longest);
    const [largest, least, inTwo] = rangesOf(root);
    fit(headline, largest, least, isWithin(ONE_LINE));
    if (linesOf(headline) > ONE_LINE) fit(headline, inTwo, 38, isWithin(TWO_LINES));
    if (longest) headline.style.minHeight = length(headline.offsetHeight);
    setText(headline, finding);
  } else {
    fit(headline, 88, 44, isWithin(TWO_LINES));
  }
  fit(second, hasFinding ? 34 : 48, 26, isWithin(ONE_LINE));
  fit(find("rest"), 32, 28, isWithin(ONE_LINE));
  fit(lines, 56, 20, isBodyInside);
  if (lines && !isInside(body)) {
    // The panel of the sources has all lines.
    const last = createElement("p", "", "…");
    lines.append(last);
    while (last.previousSibling && !isInside(body)) last.previousSibling.remove();
  }
  const isTwo = root.classList.contains("presentation-slide--two");
  for (const value of root.querySelectorAll(".presentation-value")) {
    const isLarge = value.parentElement.matches(
      ".presentation-slide--headline .presentation-number:nth-child(-n+2)",
    );
    const [one, two] = isLarge ? [128, 88] : [84, 64];
    fit(value, isTwo ? two : one, 40, (box) => box.scrollWidth <= box.clientWidth + 1);
  }
  fit(find("nothing"), 56, 28, isBodyInside);
  if (find("numbers") && !isInside(body)) {
    fit(headline, 56, 38, (box) => isWithin(TWO_LINES)(box) && isInside(body));
  }
}
