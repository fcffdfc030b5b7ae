// Printing of Plotly's drawing: chart.css scales its layers to the width of the page.

// Without a `viewBox`, a drawing is cut off where its box is narrower than its width on the screen.
export function fitToPaper(plot, signal) {
  const layers = () => plot.querySelectorAll(".main-svg");
  function makeScalable() {
    for (const layer of layers()) {
      const [width, height] = ["width", "height"].map((side) => layer.getAttribute(side));
      layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  }
  function restore() {
    for (const layer of layers()) layer.removeAttribute("viewBox");
  }
  window.addEventListener("beforeprint", makeScalable, { signal });
  window.addEventListener("afterprint", restore, { signal });
}
