// The projector's window: the slides as a deck of reveal.js, which scales, turns and prints them, and
// has the overview and the box for the number of a slide.

import Reveal from "reveal.js";
import { createElement, setText } from "../shared/element.js";
import { createSlide, SIZE } from "./slide.js";

const CURSOR_MS = 2500;
const TAP_MS = 600;
const TAP_PX = 24;

const SETTINGS = {
  ...SIZE,
  margin: 0,
  display: "flex",
  embedded: true,
  center: false,
  controls: false,
  progress: false,
  // Keys are ours: languages, clickers and Cyrillic layouts. Messages come by channel.js alone.
  keyboard: false,
  postMessage: false,
  help: false,
  pause: false,
  transition: "none",
  backgroundTransition: "none",
  // Every slide is laid out, for the overview and for printing.
  viewDistance: 1000,
  mobileViewDistance: 1000,
  scrollActivationWidth: 0,
  hideCursorTime: CURSOR_MS,
  focusBodyOnPageVisibilityChange: false,
};

// A tap on the right half goes to the next slide; reveal.js does swipes.
function watchTaps(root, act, { isBusy, signal }) {
  let start = null;
  const onDown = (event) => {
    start = event.pointerType === "touch" && event.isPrimary ? event : null;
  };
  const onUp = (event) => {
    const from = start;
    start = null;
    if (!from || isBusy() || event.target.closest("button, a, input")) return;
    const path = Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY);
    if (path > TAP_PX || event.timeStamp - from.timeStamp > TAP_MS) return;
    act(event.clientX > innerWidth / 2 ? "next" : "previous");
  };
  root.addEventListener("pointerdown", onDown, { capture: true, signal });
  root.addEventListener("pointerup", onUp, { capture: true, signal });
}

// The buttons disappear with the cursor.
function watchCursor(root, signal) {
  let timer = 0;
  const onMove = () => {
    root.classList.remove("presentation--still");
    clearTimeout(timer);
    timer = setTimeout(() => root.classList.add("presentation--still"), CURSOR_MS);
  };
  root.addEventListener("pointermove", onMove, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  onMove();
}

export function createProjector(
  root,
  screen,
  presentation,
  { act, isPlaying, isPanelOpen, signal },
) {
  const black = createElement("div", "presentation-black");
  const help = createElement("button", "presentation-hint", "?", {
    type: "button",
    tabindex: "-1",
  });
  const full = createElement("button", "presentation-full", "", { type: "button", tabindex: "-1" });
  full.hidden = !document.fullscreenEnabled;
  const element = createElement("div", "reveal");
  const box = createElement("div", "slides presentation-stage");
  const slides = presentation.slides.map((_, number) => createSlide(presentation, number));
  box.append(...slides.map((slide) => slide.root));
  element.append(box);
  screen.append(element);
  root.append(black, help, full);
  help.addEventListener("click", () => act("help"));
  full.addEventListener("click", () => act("full"));
  const deck = new Reveal(element, SETTINGS);
  let last = null;

  const fitAll = () => {
    for (const slide of slides) slide.fit();
  };
  const ready = deck.initialize().then(() => {
    // Other parts of reveal.js would repeat classes of the slides, or what the announcer says.
    const parts = element.querySelectorAll(":scope > :not(.slides, .jump-to-slide)");
    for (const part of parts) part.remove();
    deck.on("slidechanged", ({ indexh }) => act("go", indexh));
    deck.on("overviewshown", fitAll);
    if (last) show(last);
  });
  // The deck always has its own size, and its window shows it larger or smaller: reveal.js would round
  // the scale, so that slides would be cut at their edges.
  const observer = new ResizeObserver(() => {
    const scale = Math.min(screen.clientWidth / SIZE.width, screen.clientHeight / SIZE.height);
    screen.style.setProperty("--presentation-scale", scale);
  });
  observer.observe(screen);
  signal.addEventListener("abort", () => observer.disconnect());
  watchTaps(root, act, { isBusy: () => isPanelOpen() || deck.isOverview(), signal });
  watchCursor(root, signal);
  addEventListener("beforeprint", fitAll, { signal });

  function show(state) {
    last = state;
    const { slide: number, lang, second, day, isBlack } = state;
    const words = presentation.words[lang];
    black.hidden = !isBlack;
    help.setAttribute("aria-label", words.keys);
    setText(full, `${words.full} · F`);
    slides.forEach((slide, at) => {
      slide.show({ lang, second, day: at === number ? day : null });
      slide.root.classList.toggle("presentation-slide--on", at === number);
    });
    if (!deck.isReady()) return;
    if (deck.getIndices().h !== number) deck.slide(number);
    if (deck.isOverview()) fitAll();
    else slides[number].fit();
    const button = slides[number].root.querySelector(".presentation-day");
    if (!button) return;
    // A button that looks like a label, so that the audience sees no widget.
    const action = isPlaying() ? words.pause : words.play;
    button.setAttribute("aria-label", `${button.textContent}. ${action}`);
    button.onclick = () => act("play");
  }

  return {
    ready,
    show,
    get isOverview() {
      return deck.isOverview();
    },
    toggleOverview: (isOn) => deck.toggleOverview(isOn),
    // The box takes a number and Enter; Escape closes it.
    askNumber(label) {
      deck.toggleJumpToSlide(true);
      const input = element.querySelector(".jump-to-slide-input");
      input.placeholder = label;
      input.setAttribute("aria-label", label);
    },
    close: () => deck.destroy(),
  };
}
