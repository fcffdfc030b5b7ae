// Loads the live app into the first paint at the first touch; a page with widgets then replaces it.

import { loadApp } from "./app_loader.js";
import { awaitFirstFrame } from "./first_frame.js";
import { replaceExploreEntry } from "../page/history.js";
import { attach } from "../figure/figure.js";
import { isWaiting, waitForFiles } from "../page/own_files.js";
import { awaitSettled, findPresentation, isLivePage } from "./settled.js";

const PAUSE_MS = 60;
const WORDS_FIRST = "words-first";
const QUIET_MS = 120;
const LATE_MS = 20_000;
const OPEN_LIST =
  ".dropdown:not(.sharing)[open], .card-menu[open]:not(:has(.table[open])), .source-note[open]";
const BUTTON = "button[data-do], button[data-act]";
const TOUCHES = ["pointermove", "pointerdown", "keydown", "touchstart", "wheel"];

// A page with widgets has the same header: its lists stay open, and its controls keep the focus.
function keepHeader(first, root) {
  const [before, after] = [first, root].map((place) => place.querySelectorAll(".head *"));
  before.forEach((element, i) => {
    if (element.open && after[i]) after[i].open = true;
    if (element === document.activeElement) after[i]?.focus({ preventScroll: true });
  });
}

function createChangeOver(first) {
  const root = document.getElementById("root");
  const title = document.title;
  let isPressed = false;
  let isLoading = false;
  let pressed = null; // the last button that needs the app

  for (const [name, value] of [
    ["pointerdown", true],
    ["pointerup", false],
    ["pointercancel", false],
  ]) {
    addEventListener(name, () => (isPressed = value), { capture: true });
  }

  function onClick({ target }) {
    if (isLivePage()) return; // the page answers it itself
    const button = target.closest(BUTTON);
    button?.setAttribute("aria-busy", "true");
    pressed = button ?? pressed;
  }

  first.addEventListener("click", onClick);

  // Streamlit sets its own title until our script has run. The presentation has the slide's title.
  const keptTitle = new MutationObserver(() => {
    if (document.title !== title && !findPresentation()) document.title = title;
  });

  function change() {
    keptTitle.disconnect();
    first.removeEventListener("click", onClick);
    document.getElementById("late").hidden = true;
    if (isLivePage()) {
      pressed?.click();
      return;
    }
    document.documentElement.classList.add("app");
    document.getElementById("look").remove(); // shows the app
    try {
      keepHeader(first, root);
    } finally {
      first.remove(); // after an error too: it must not cover the app
    }
    if (pressed) root.querySelector(`[data-do="${pressed.dataset.do}"]`)?.click();
  }

  function load() {
    if (isLoading) return;
    isLoading = true;
    keptTitle.observe(document.querySelector("title"), { childList: true });
    loadApp(document.getElementById("boot"));
    awaitSettled({
      root,
      quiet: QUIET_MS,
      late: LATE_MS,
      // A page with widgets waits while a list is open or the pointer is pressed, and a tab with
      // uploaded files waits until the app has them.
      mayChange: () =>
        !isPressed && !isWaiting() && (isLivePage() || !first.querySelector(OPEN_LIST)),
      onSettled: change,
      onLate: () => (document.getElementById("late").hidden = false),
    });
  }

  return { load };
}

// A reader who only reads needs no app: links load pages, and the first touch loads the app.
const needsApp = () =>
  "now" in document.getElementById("boot").dataset || isWaiting() || asksForChart;

function start() {
  const changeOver = createChangeOver(document.getElementById("first"));
  // Before the first frame the charts of a phone are not laid out: the app would move them.
  const load = () => firstFrame.then(changeOver.load);
  for (const name of TOUCHES) addEventListener(name, load, { once: true, passive: true });
  // Where the app is needed at once, loading starts after the first paint, which it would delay.
  if (needsApp()) firstFrame.then(() => setTimeout(changeOver.load, PAUSE_MS));
}

// On a phone most charts are below the window, so they are laid out after the first frame.
function deferCharts() {
  const { classList } = document.documentElement;
  classList.add(WORDS_FIRST);
  firstFrame.then(() => classList.remove(WORDS_FIRST));
}

// A tab with uploaded files shows only the live app: the first paint has the public data.
waitForFiles();
const asksForChart = replaceExploreEntry();
const firstFrame = new Promise(awaitFirstFrame);
deferCharts();
attach(document);
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();
