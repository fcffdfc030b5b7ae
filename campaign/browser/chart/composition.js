// The composition of a chart: payload, width and day → the data and layout that Plotly draws.

import { hatchTrace } from "../shared/hatching.js";
import { showStripOn, widthOf } from "../shared/legend_strip.js";
import { applyPatch } from "../shared/patch.js";
import { traceOn } from "../shared/trace.js";
import { flowLegend } from "./legend_flow.js";
import { rankLayout, rankTrace } from "./ranking.js";
import { wrapText } from "./text_wrapping.js";

const NARROW = 600;
const AT_REST = { play: null, day: null };

const isNarrow = (width) => width < NARROW;

const LEAST_TALL = 1000; // px; a file is narrower

// `isTall`: the window has room for taller charts.
export function heightFor(rule, width, isTall = false) {
  const { ratio, min = 0, max = Infinity, px, narrow_px: narrowPx, tall_px: tallPx } = rule ?? {};
  if (isTall && tallPx && width >= LEAST_TALL) return tallPx;
  if (isNarrow(width) && narrowPx) return narrowPx;
  if (ratio === undefined || ratio === null) return px || 420;
  return Math.round(Math.min(max, Math.max(min, width * ratio)));
}

// The legend and the ranking show the values of the day.
function showDay(layout, figure, { play, day }, width) {
  showStripOn(layout, { play, day }, width);
  const bars = figure.data.find(isRanking);
  if (bars) rankLayout(layout, bars, figure.layout, { play, day });
}

const isRanking = (trace) => trace.meta?.play === "bars";

const isRange = (trace) => trace.meta?.play === "ranges";

const isMainMap = (trace) => (trace.geo ?? "geo") === "geo";

// A moment is {play, day} while the chart shows a day, and null while it shows the whole period.
function composeTrace(trace, { figure, moment, lines, narrow }) {
  const { play, day } = moment ?? AT_REST;
  // Ranges exist for the whole period only.
  if (moment && isRange(trace)) return { ...trace, visible: false };
  const shown =
    moment && isRanking(trace)
      ? rankTrace(trace, figure.layout, moment)
      : traceOn(play, trace, day);
  const isCoarse = narrow && isMainMap(trace);
  // A shallow copy: Plotly writes into traces, and detects a changed array by its identity.
  return { ...hatchTrace(shown, { play, day, lines, isCoarse }) };
}

const SIGN = 46; // px of a legend entry before its words

// Plotly cuts off a legend entry that is wider than the chart.
function wrapNames(data, layout, width) {
  const size = layout.legend?.font?.size ?? layout.font?.size ?? 14;
  for (const trace of data) {
    if (!trace.name || trace.showlegend === false) continue;
    const lines = wrapText(trace.name, width - SIGN, (words) => widthOf(words, size));
    trace.name = lines.join("<br>");
  }
}

// `lines` are the hatch lines by unit, null until they are loaded; `brush` says whether a range of
// days can be drawn, and how many were drawn.
export function composeChart(payload, { width, isTall, moment, lines, brush }) {
  const { figure } = payload;
  const narrow = isNarrow(width);
  const data = (figure.data ?? []).map((trace) =>
    composeTrace(trace, { figure, moment, lines, narrow }),
  );
  const layout = structuredClone(figure.layout ?? {});
  if (narrow) {
    applyPatch(payload.narrow, data, layout);
    wrapNames(data, layout, width);
  }
  flowLegend(data, layout);
  if (moment) showDay(layout, figure, moment, width);
  Object.assign(layout, {
    width,
    height: heightFor(payload.height, width, isTall),
    autosize: false,
    uirevision: layout.uirevision ?? "kept",
    dragmode: brush.isOn ? "select" : false,
    ...(brush.isOn && {
      selectdirection: "h",
      selections: [],
      // A new revision removes the dimming of the last selection.
      selectionrevision: brush.count,
    }),
  });
  return { data, layout };
}

export function configOf(payload) {
  return {
    displayModeBar: false,
    scrollZoom: false,
    doubleClick: "reset",
    responsive: false,
    showTips: false,
    locale: payload.lang,
  };
}
