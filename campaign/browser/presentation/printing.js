// Printing: each slide on a page, in the current languages.

import { createElement } from "../shared/element.js";
import { createSlide, drawSlide, dropSlide, showFailure } from "./slide.js";
import { fitSlide } from "./type_fitting.js";

function printSlide(page, presentation, number, { lang, second }) {
  const slide = createSlide(presentation, number, lang, second);
  slide.root.classList.add("presentation-slide--on");
  page.append(slide.root);
  fitSlide(slide);
  if (window.Plotly) {
    drawSlide(slide, presentation, null).catch((error) => showFailure(slide, presentation, error));
  } else if (slide.plot) {
    showFailure(slide, presentation, "printed before Plotly was there");
  }
  return slide;
}

// `languages()` returns the current ones as {lang, second}; aborting `signal` stops the watching.
export function watchPrinting(root, presentation, { languages, signal }) {
  let pages = null;
  let slides = [];

  function clear() {
    slides.forEach(dropSlide);
    slides = [];
    pages?.remove();
    pages = null;
  }

  // The browser does not wait, so everything is drawn before this returns.
  function print() {
    clear();
    pages = createElement("div", "presentation-pages");
    root.append(pages);
    slides = presentation.slides.map((_, number) => {
      const page = createElement("div", "presentation-page");
      pages.append(page);
      return printSlide(page, presentation, number, languages());
    });
  }

  addEventListener("beforeprint", print, { signal });
  addEventListener("afterprint", clear, { signal });
  signal.addEventListener("abort", clear);
}
