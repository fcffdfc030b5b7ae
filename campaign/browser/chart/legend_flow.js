// The legend of a chart in lines, each entry as wide as its words, from the left edge of the chart:
// as the server draws it. Plotly's own way is columns as wide as the longest entry, beside the plot.

const hasEntry = (trace) => trace.name && trace.showlegend !== false;

// Plotly puts groups one after another: each entry is one.
export function flowLegend(data, layout) {
  if (!layout.legend) return;
  data.filter(hasEntry).forEach((trace, at) => {
    trace.legendgroup = String(at);
  });
  Object.assign(layout.legend, { traceorder: "grouped", tracegroupgap: 0 });
}

const MOST_PAD = 12; // px that Plotly keeps between a legend and the edge; less where a margin is

// Once the margins are known. Nearer to the edge Plotly would widen the margin, and the plot move. A
// legend that is placed in the whole drawing would have half of its width.
export function alignLegend({ legend, margin, width }) {
  if (!legend || !margin || legend.yref === "container") return;
  const { l, r, t, b } = margin;
  const pad = Math.min(MOST_PAD, l, r, t, b);
  if (l > pad) legend.x = -(l - pad) / (width - l - r);
}
