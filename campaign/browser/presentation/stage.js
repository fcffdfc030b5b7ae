// A stage: a place of any size in which the slides of a presentation are shown, scaled to fit.

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

// Keeps the box of the slides as large as its host has room for; gives a function that ends it.
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

// The slides that stand in the page, the one used last at the end.
function createSlideStore(box, presentation) {
  const slides = new Map();
  return {
    take(number, lang) {
      const key = keyOf(number, lang);
      let slide = slides.get(key);
      if (!slide) {
        slide = createSlide(presentation, number, lang);
        slide.root.setAttribute("aria-hidden", "true");
        box.append(slide.root);
        fitSlide(slide);
      }
      slides.delete(key);
      slides.set(key, slide);
      return slide;
    },
    // The oldest go; never the one on show.
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

// `mayDrawAhead()` says whether the next slide may be drawn while this one is on show.
export function createStage(host, presentation, { loadPlotly, mayDrawAhead = () => false }) {
  const box = createElement("div", "presentation-stage");
  host.append(box);
  const stopScaling = scaleToFit(host, box);
  const store = createSlideStore(box, presentation);
  let current = null;
  let wanted = null;
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

  // The next slide is drawn while the speaker speaks.
  async function drawNext() {
    const next = current ? current.number + 1 : 0;
    if (work || isClosed || !next || next >= presentation.slides.length || !mayDrawAhead()) return;
    const slide = store.take(next, current.lang);
    store.take(current.number, current.lang);
    await draw(slide, null);
  }

  // One at a time; of what is asked meanwhile only the last is drawn.
  async function drawWanted() {
    while (wanted && !isClosed) {
      const { number, lang, day } = wanted;
      wanted = null;
      const slide = store.take(number, lang);
      await draw(slide, day);
      if (isClosed) return;
      if (!wanted || wanted.number === number) reveal(slide);
    }
    work = null;
    timer = setTimeout(drawNext, AHEAD_MS);
  }

  return {
    get dayButton() {
      return current?.dayButton;
    },
    show(number, lang, day = null) {
      wanted = { number, lang, day };
      clearTimeout(timer);
      work ??= drawWanted();
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
