// Printing of Plotly's drawing: it gets the width of an A4 page, so that its letters are as large as
// those around it. chart.css scales its layers to the width that the page has.

const PAPER_WIDTH = 680; // px

// Without a `viewBox`, a drawing is cut off where its box is narrower than its width on the screen.
// `drawAt(width)` draws at once; `draw()` draws at the former width.
export function fitToPaper(plot, { signal, drawAt, draw }) {
  const layers = () => plot.querySelectorAll(".main-svg");
  function fit() {
    drawAt(PAPER_WIDTH);
    for (const layer of layers()) {
      const [width, height] = ["width", "height"].map((side) => layer.getAttribute(side));
      layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  }
  function restore() {
    for (const layer of layers()) layer.removeAttribute("viewBox");
    draw();
  }
  window.addEventListener("beforeprint", fit, { signal });
  window.addEventListener("afterprint", restore, { signal });
}
