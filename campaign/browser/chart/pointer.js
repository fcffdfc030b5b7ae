// Mouse and finger on a chart.

import { codeAt } from "./marks.js";

const codeIn = (event) => event?.points?.map((point) => codeAt(point.customdata, 0)).find(Boolean);

// `onTurn()` is called when a reader points at the chart, taps it or focuses it. A chart that only
// scrolls past the pointer or under a finger gets neither `pointermove` nor `click`.
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
    // Plotly notices the pointer only when it moves: this repeats the last move for a new drawing.
    replay() {
      if (!last || !stage.matches(":hover")) return;
      const target = document.elementFromPoint(last.clientX, last.clientY);
      if (!stage.contains(target)) return;
      target.dispatchEvent(new MouseEvent("mousemove", { ...last, bubbles: true, view: window }));
    },
  };
}

// Called when Plotly has drawn: before that, its element accepts no listeners.
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

// Plotly would treat touches as drags and stop the page from scrolling. A tap still reaches it, as
// mouse events that the browser creates.
export function keepTouches({ plotBox }, signal) {
  const keep = (event) => event.stopPropagation();
  plotBox.addEventListener("touchstart", keep, { capture: true, passive: true, signal });
}
