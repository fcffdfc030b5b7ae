// The legend of a chart in lines from the left edge of the chart, each entry as wide as its words, as
// the server draws it. Plotly would use columns as wide as the longest entry, beside the plot.

const hasEntry = (trace) => trace.name && trace.showlegend !== false;

// Plotly puts groups one after another, so each entry is a group.
export function flowLegend(data, layout) {
  if (!layout.legend) return;
  data.filter(hasEntry).forEach((trace, at) => {
    trace.legendgroup = String(at);
  });
  Object.assign(layout.legend, { traceorder: "grouped", tracegroupgap: 0 });
}

const MOST_PAD = 12; // px between a legend and the edge in Plotly; less where the margin is smaller

// Called when the margins are known. Nearer to the edge, Plotly would widen the margin and move the
// plot. A legend placed relative to the whole drawing would get half of its width.
export function alignLegend({ legend, margin, width }) {
  if (!legend || !margin || legend.yref === "container") return;
  const { l, r, t, b } = margin;
  const pad = Math.min(MOST_PAD, l, r, t, b);
  if (l > pad) legend.x = -(l - pad) / (width - l - r);
}
