// Mouse and finger on a chart.

import { codeAt } from "./marks.js";

const codeIn = (event) => event?.points?.map((point) => codeAt(point.customdata, 0)).find(Boolean);

// Once Plotly has drawn: before that its element takes no listeners.
export function listenToPlotly({ plot, root }, { choose, canChoose, brush }) {
  plot.on("plotly_click", (event) => choose(codeIn(event)));
  plot.on("plotly_hover", (event) =>
    root.classList.toggle("cf--pick", Boolean(canChoose() && codeIn(event))),
  );
  plot.on("plotly_unhover", () => root.classList.remove("cf--pick"));
  plot.on("plotly_selected", (event) => brush(event?.range));
}

// Plotly takes touches for drags and stops the page from scrolling; a tap still reaches it, as the
// mouse events that the browser makes of it.
export function keepTouches({ plotBox }, signal) {
  const keep = (event) => event.stopPropagation();
  plotBox.addEventListener("touchstart", keep, { capture: true, passive: true, signal });
}
