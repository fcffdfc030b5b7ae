// Mouse and finger on a chart.

import { codeAt } from "./marks.js";

const codeIn = (event) => event?.points?.map((point) => codeAt(point.customdata, 0)).find(Boolean);

// `onTurn()` is called when a reader turns to the chart: points at it, taps it or comes by keyboard.
// What only scrolls past a mouse or under a thumb sends neither `pointermove` nor `click`.
export function createPointer({ stage, playBar }, { signal, onTurn }) {
  let last = null;

  function onMove({ pointerType, clientX, clientY }) {
    if (pointerType === "touch") return;
    last = { clientX, clientY };
    onTurn();
  }

  for (const place of [stage, playBar]) {
    place.addEventListener("pointermove", onMove, { signal });
    place.addEventListener("click", onTurn, { signal });
    place.addEventListener("focusin", onTurn, { signal });
  }
  return {
    // Plotly learns where the pointer is when it moves: what has come under it must be told.
    replay() {
      if (!last || !stage.matches(":hover")) return;
      const target = document.elementFromPoint(last.clientX, last.clientY);
      if (!stage.contains(target)) return;
      target.dispatchEvent(new MouseEvent("mousemove", { ...last, bubbles: true, view: window }));
    },
  };
}

// Once Plotly has drawn: before that its element takes no listeners.
export function listenToPlotly({ plot, root }, { choose, canChoose, brush, pointAt }) {
  plot.on("plotly_click", (event) => choose(codeIn(event)));
  plot.on("plotly_hover", (event) => {
    const code = codeIn(event);
    root.classList.toggle("cf--pick", Boolean(canChoose() && code));
    pointAt(code);
  });
  plot.on("plotly_unhover", () => {
    root.classList.remove("cf--pick");
    pointAt(null);
  });
  plot.on("plotly_selected", (event) => brush(event?.range));
}

// Plotly takes touches for drags and stops the page from scrolling; a tap still reaches it, as the
// mouse events that the browser makes of it.
export function keepTouches({ plotBox }, signal) {
  const keep = (event) => event.stopPropagation();
  plotBox.addEventListener("touchstart", keep, { capture: true, passive: true, signal });
}
