// The chart of a slide: figure, day and size → what Plotly draws.

import { offerRegions, offerWorld } from "../shared/geo_assets.js";
import { hatchTrace } from "../shared/hatching.js";
import { showStripOn } from "../shared/legend_strip.js";
import { applyPatch } from "../shared/patch.js";
import { traceOn } from "../shared/trace.js";

const HALO_BLURS = [2, 4, 6];
const WITH_HALO = ["text", "ink"];
export function offerGeometry({ id, geometry }) {
  if (geometry?.oblasts) offerRegions(id, geometry.oblasts);
  else offerWorld();
}

const haloOf = (color) => HALO_BLURS.map((blur) => `0px 0px ${blur}px ${color}`).join(", ");

// A halo keeps a name readable that crosses the border of a small oblast.
function withHalo(trace) {
  if (!WITH_HALO.includes(trace.meta?.play)) return trace;
  const shadow = [trace.textfont?.color ?? []]
    .flat()
    .map((color) => haloOf(color.toLowerCase() === "#ffffff" ? "#000000" : "#ffffff"));
  return { ...trace, textfont: { ...trace.textfont, shadow } };
}

// The figure with its names in two languages.
function withSecond(figure, patch) {
  if (!patch) return figure;
  const data = figure.data.map((trace) => structuredClone(trace));
  const layout = structuredClone(figure.layout);
  applyPatch(patch, data, layout);
  return { ...figure, data, layout };
}

// `size` is {width, height}; `second` is the language of the second names, null without one. Throws
// an error for a map without boundaries.
export function composeSlideChart(presentation, chart, { day, size, second }) {
  const { figure: single, play } = chart;
  const figure = withSecond(single, chart.second?.[second]);
  const { id, geometry } = presentation;
  if (figure.data.some((trace) => trace.geojson) && !geometry?.oblasts) {
    throw new Error("no boundaries");
  }
  const data = figure.data.map((trace) => {
    const hatched = hatchTrace(trace, { play, day, lines: geometry?.hatch });
    const shown = withHalo(traceOn(play, hatched, day));
    return trace.geojson ? { ...shown, geojson: id } : { ...shown };
  });
  const layout = {
    ...structuredClone(figure.layout),
    ...size,
    autosize: false,
    showlegend: false,
    dragmode: false,
    uirevision: "kept",
  };
  if (day !== null) showStripOn(layout, { play, day }, size.width);
  return { data, layout };
}

export const configIn = (lang) => ({
  displayModeBar: false,
  scrollZoom: false,
  doubleClick: false,
  responsive: false,
  showTips: false,
  showAxisDragHandles: false,
  locale: lang,
});
