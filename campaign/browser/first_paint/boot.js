// The painted page gives way to the live app once that stands in its place.

import { loadApp } from "./app_loader.js";
import { awaitFirstFrame } from "./first_frame.js";
import { readLocales } from "./locale_list.js";
import { paceMessages } from "./message_pace.js";
import { isWaiting, waitForFiles } from "../page/own_files.js";
import { movePictures } from "./pictures.js";
import { readPlace, restorePlace } from "./reader_position.js";
import { awaitSettled, findPresentation } from "./settled.js";

const PAUSE_MS = 60;
const WORDS_FIRST = "words-first";
const QUIET_MS = 120;
const LATE_MS = 20_000;
const OPEN_LIST =
  ".dropdown:not(.sharing)[open], .card-menu[open]:not(:has(.table[open])), .source-note[open]";
const EXPORT = ".head [data-do=export]";
const TOUCHES = ["pointerdown", "keydown", "touchstart"];

function createChangeOver(first) {
  const root = document.getElementById("root");
  const title = document.title;
  let isPressed = false;
  let isLoading = false;
  let asksForFiles = false;
  let endPace;

  for (const [name, value] of [
    ["pointerdown", true],
    ["pointerup", false],
    ["pointercancel", false],
  ]) {
    addEventListener(name, () => (isPressed = value), { capture: true });
  }

  first.addEventListener("click", ({ target }) => {
    const button = target.closest(EXPORT);
    if (!button) return;
    asksForFiles = true; // the live app opens the list of files
    button.disabled = true;
  });

  // Streamlit names the page after its script until ours has run; the presentation after its slide.
  const keptTitle = new MutationObserver(() => {
    if (document.title !== title && !findPresentation()) document.title = title;
  });

  function change() {
    const place = readPlace(first);
    keptTitle.disconnect();
    endPace();
    document.getElementById("look").remove(); // shows the app
    try {
      restorePlace(root, place);
      movePictures(first, root);
    } finally {
      first.remove(); // it must not lie over the app, whatever happens
    }
    if (asksForFiles) root.querySelector(EXPORT)?.click();
  }

  function load() {
    if (isLoading) return;
    isLoading = true;
    keptTitle.observe(document.querySelector("title"), { childList: true });
    // Files of the reader's own are waited for: no painted page stands meanwhile.
    endPace = isWaiting() ? () => {} : paceMessages();
    readLocales();
    loadApp(document.getElementById("boot"));
    awaitSettled({
      root,
      quiet: QUIET_MS,
      late: LATE_MS,
      // A list that is open, or a link that is pressed, leads on in the painted page.
      // A tab with files of its reader waits until the app has them.
      mayChange: () => !isPressed && !isWaiting() && !first.querySelector(OPEN_LIST),
      onSettled: change,
      onLate: () => (document.getElementById("late").hidden = false),
    });
  }

  return { load };
}

function start() {
  const changeOver = createChangeOver(document.getElementById("first"));
  for (const name of TOUCHES)
    addEventListener(name, changeOver.load, { once: true, passive: true });
  // After the first paint, which the app would hold up.
  awaitFirstFrame(() => setTimeout(changeOver.load, PAUSE_MS));
}

// On a phone most charts are below the window: their layout waits until the words are shown.
function deferCharts() {
  const { classList } = document.documentElement;
  classList.add(WORDS_FIRST);
  awaitFirstFrame(() => classList.remove(WORDS_FIRST));
}

// The page of a reader's own files is the app's alone: the painted one is of the public files.
waitForFiles();
deferCharts();
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();
