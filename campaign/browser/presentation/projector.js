// The projector's window: the current slide, and controls that appear when the mouse moves.

import { createElement } from "../shared/element.js";
import { createStage } from "./stage.js";
import { watchTaps } from "./taps.js";

const CURSOR_MS = 2500;

// Mouse pointer and button disappear when the mouse has not moved for a while.
function hideCursor(root, signal) {
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

export function createProjector(root, screen, presentation, options) {
  const { loadPlotly, act, isPlaying, isPanelOpen, signal } = options;
  const black = createElement("div", "presentation-black");
  const help = createElement("button", "presentation-hint", "?", {
    type: "button",
    tabindex: "-1",
  });
  black.hidden = true;
  root.append(black, help);
  help.addEventListener("click", () => act("help"));
  const stage = createStage(screen, presentation, {
    loadPlotly,
    mayDrawAhead: () => !isPlaying(),
  });
  watchTaps(root, act, { isPanelOpen, signal });
  hideCursor(root, signal);

  // A button that looks like a label, so that the audience sees no widget.
  function nameDay(words) {
    const { dayButton } = stage;
    if (!dayButton) return;
    const action = isPlaying() ? words.pause : words.play;
    dayButton.setAttribute("aria-label", `${dayButton.textContent}. ${action}`);
    dayButton.onclick = () => act("play");
  }

  return {
    show({ slide: number, lang, second, day, isBlack }) {
      const words = presentation.words[lang];
      black.hidden = !isBlack;
      help.setAttribute("aria-label", words.keys);
      return stage.show({ number, lang, second, day }).then(() => nameDay(words));
    },
    close: () => stage.close(),
  };
}
