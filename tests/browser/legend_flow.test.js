import assert from "node:assert/strict";
import { test } from "node:test";

import { alignLegend, flowLegend } from "../../campaign/browser/chart/legend_flow.js";

test("each entry of a legend is a separate group, and Plotly puts groups one after another", () => {
  const data = [{ name: "Media" }, { name: "bars", showlegend: false }, {}, { name: "Plan" }];
  const layout = { legend: { orientation: "h", traceorder: "normal" } };
  flowLegend(data, layout);
  assert.deepEqual(
    data.map((trace) => trace.legendgroup),
    ["0", undefined, undefined, "1"],
  );
  assert.deepEqual(layout.legend, { orientation: "h", traceorder: "grouped", tracegroupgap: 0 });
  flowLegend([{ name: "map" }], {}); // a map has no Plotly legend
});

const layoutOf = (legend, margin = { l: 108, r: 12, t: 8, b: 40 }) => ({
  legend: { x: 0, ...legend },
  margin,
  width: 520,
});

test("a legend begins near the left edge of the chart, where Plotly does not move the plot", () => {
  const layout = layoutOf();
  alignLegend(layout);
  // The plot is 400 px wide and begins 100 px right of the edge's 8 px.
  assert.equal(layout.legend.x, -0.25);
});

test("a legend of the whole drawing, and one without room at its left, is unchanged", () => {
  for (const layout of [
    layoutOf({ yref: "container" }),
    layoutOf({}, { l: 8, r: 8, t: 8, b: 8 }),
  ]) {
    alignLegend(layout);
    assert.equal(layout.legend.x, 0);
  }
  alignLegend({ width: 300, margin: { l: 50, r: 8, t: 8, b: 8 } });
});
