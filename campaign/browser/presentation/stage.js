// A stage: a box of any size that shows the slides of a presentation, scaled to fit.

import { createElement } from "../shared/element.js";
import {
  SLIDE_HEIGHT,
  SLIDE_WIDTH,
  createSlide,
  drawSlide,
  dropSlide,
  keyOf,
  showFailure,
} from "./slide.js";
import { fitSlide } from "./type_fitting.js";

const MOST_SLIDES = 4;
const AHEAD_MS = 250;

// Scales the box of the slides to the size of its host; returns a function that stops this.
function scaleToFit(host, box) {
  const scale = () => {
    const by = Math.min(host.clientWidth / SLIDE_WIDTH, host.clientHeight / SLIDE_HEIGHT);
    const left = (host.clientWidth - SLIDE_WIDTH * by) / 2;
    const top = (host.clientHeight - SLIDE_HEIGHT * by) / 2;
    box.style.transform = `translate(${left}px, ${top}px) scale(${by})`;
    box.dataset.scale = by;
  };
  const observer = new ResizeObserver(scale);
  observer.observe(host);
  scale();
  return () => observer.disconnect();
}

// The slides that are in the page, the last used one at the end.
function createSlideStore(box, presentation) {
  const slides = new Map();
  return {
    get(number, lang, second) {
      const key = keyOf(number, lang, second);
      let slide = slides.get(key);
      if (!slide) {
        slide = createSlide(presentation, number, lang, second);
        slide.root.setAttribute("aria-hidden", "true");
        box.append(slide.root);
        fitSlide(slide);
      }
      slides.delete(key);
      slides.set(key, slide);
      return slide;
    },
    // Removes the oldest ones, never the current one.
    shrink(shown) {
      for (const [key, slide] of slides) {
        if (slides.size <= MOST_SLIDES) break;
        if (slide === shown) continue;
        dropSlide(slide);
        slides.delete(key);
      }
    },
    close: () => slides.forEach(dropSlide),
  };
}

function turn(slide, isOn) {
  slide.root.classList.toggle("presentation-slide--on", isOn);
  if (isOn) slide.root.removeAttribute("aria-hidden");
  else slide.root.setAttribute("aria-hidden", "true");
}

// `mayDrawAhead()` returns whether the next slide may be drawn in advance.
export function createStage(host, presentation, { loadPlotly, mayDrawAhead = () => false }) {
  const box = createElement("div", "presentation-stage");
  host.append(box);
  const stopScaling = scaleToFit(host, box);
  const store = createSlideStore(box, presentation);
  let current = null;
  let request = null;
  let work = null;
  let timer = 0;
  let isClosed = false;

  function reveal(slide) {
    if (current === slide) return;
    if (current) turn(current, false);
    turn(slide, true);
    current = slide;
    store.shrink(slide);
  }

  async function draw(slide, day) {
    try {
      if (slide.plot && !window.Plotly) {
        if (!current) reveal(slide); // words before charts
        await loadPlotly();
      }
      await drawSlide(slide, presentation, day);
    } catch (error) {
      showFailure(slide, presentation, error);
    }
  }

  // Draws the next slide in advance, while the speaker talks about the current one.
  async function drawNext() {
    const next = current ? current.number + 1 : 0;
    if (work || isClosed || !next || next >= presentation.slides.length || !mayDrawAhead()) return;
    const { number, lang, second } = current;
    const slide = store.get(next, lang, second?.lang);
    store.get(number, lang, second?.lang);
    await draw(slide, null);
  }

  // Draws one slide at a time; of the requests during a drawing, only the last is drawn.
  async function drawRequests() {
    while (request && !isClosed) {
      const { number, lang, second, day } = request;
      request = null;
      const slide = store.get(number, lang, second);
      await draw(slide, day);
      if (isClosed) return;
      if (!request || request.number === number) reveal(slide);
    }
    work = null;
    timer = setTimeout(drawNext, AHEAD_MS);
  }

  return {
    get dayButton() {
      return current?.dayButton;
    },
    // `second` is the language below the first; undefined without one.
    show({ number, lang, second, day = null }) {
      request = { number, lang, second, day };
      clearTimeout(timer);
      work ??= drawRequests();
      return work;
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      stopScaling();
      store.close();
      box.remove();
    },
  };
}
