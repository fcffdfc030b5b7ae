// The ranking on a day: bars, names and national mark from low to high.

import { changeOn, unitOn } from "../shared/animation.js";
import { fillIn, tooltipOn } from "../shared/day_words.js";
import { firstLine, itemAt, unitIn } from "../shared/trace.js";

const ROOMY = 0.27; // of the longest bar: longer bars have their words inside
const NEAR_FOOT = 0.15;

// The rows of the ranking on the day shown, those without a value first.
function rowsOn(trace, layout, { play, day }) {
  const names = layout.yaxis.ticktext;
  const rows = trace.customdata.map((code, i) => ({
    i,
    name: names[i],
    unit: unitOn(play, unitIn(code), day),
  }));
  return rows.sort((one, other) => (one.unit.value ?? -1) - (other.unit.value ?? -1));
}

export function rankTrace(trace, layout, { play, day }) {
  const rows = rowsOn(trace, layout, { play, day });
  const reorder = (list) => rows.map((row) => itemAt(list, row.i));
  const longest = layout.xaxis.range[1];
  const inside = rows.map(({ unit }) => (unit.value ?? 0) > ROOMY * longest);
  const inkOf = ({ unit, i }, n) => {
    const isFaded = (itemAt(trace.marker.opacity, i) ?? 1) < 1;
    return inside[n] && !isFaded ? play.ink?.[unit.classIndex] : layout.font?.color;
  };
  return {
    ...trace,
    x: rows.map(({ unit }) => unit.value ?? 0),
    text: rows.map(({ unit }) => play.states?.[unit.classIndex] ?? unit.words),
    textposition: inside.map((isInside) => (isInside ? "inside" : "outside")),
    textfont: { ...trace.textfont, color: rows.map(inkOf) },
    customdata: reorder(trace.customdata),
    hovertext: rows.map(({ unit, i }) =>
      tooltipOn(play, firstLine(itemAt(trace.hovertext, i)), unit, day),
    ),
    marker: {
      ...trace.marker,
      color: rows.map(({ unit }) => play.fills?.[unit.classIndex]),
      opacity: reorder(trace.marker.opacity),
    },
  };
}

// Names and national mark, written into a layout that is a copy of `plain`.
export function rankLayout(layout, trace, plain, { play, day }) {
  layout.yaxis.ticktext = rowsOn(trace, plain, { play, day }).map((row) => row.name);
  const [, , at, words] = changeOn(play.country, day) ?? [];
  const [line] = layout.shapes ?? [];
  const [note] = layout.annotations ?? [];
  if (!line || !note) return;
  const isKnown = typeof at === "number";
  Object.assign(line, { x0: at ?? 0, x1: at ?? 0, visible: isKnown });
  Object.assign(note, {
    x: at ?? 0,
    visible: isKnown,
    text: fillIn(play.mark, { value: words }),
    xanchor: (at ?? 0) < NEAR_FOOT * layout.xaxis.range[1] ? "left" : note.xanchor,
  });
}
