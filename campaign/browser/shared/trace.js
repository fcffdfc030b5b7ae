// A Plotly trace on a day of the animation; at the end, as Python made it.

import { isAtEnd, unitOn } from "./animation.js";
import { tooltipOn } from "./day_words.js";

// Plotly accepts one value for all points, or a list with one for each.
export const itemAt = (value, i) => (Array.isArray(value) ? value[i] : value);

export const unitIn = (code) => /(?:^|&)oblast=([^&]+)/.exec(code ?? "")?.[1];

export const firstLine = (words) => String(words ?? "").split("<br>")[0];

function unitsOfPoints(trace, play, day) {
  return (trace.customdata ?? []).map((code) => unitOn(play, unitIn(code), day));
}

function inkOf(trace, play, units) {
  const color = units.map(
    (unit, i) => play.ink?.[unit.classIndex] ?? itemAt(trace.textfont?.color, i),
  );
  // A halo has the colour of the region at the end.
  return { ...trace.textfont, color, shadow: "auto" };
}

// The changes of a trace on a day, by the kind that Python gives it in `meta.play`.
const CHANGES = {
  z(trace, play, day) {
    const units = (trace.locations ?? []).map((code) => unitOn(play, code, day));
    return {
      z: units.map((unit) => unit.classIndex),
      hovertext: units.map((unit, i) =>
        tooltipOn(play, firstLine(itemAt(trace.hovertext, i)), unit, day),
      ),
    };
  },
  ink: (trace, play, day) => ({ textfont: inkOf(trace, play, unitsOfPoints(trace, play, day)) }),
  text(trace, play, day) {
    const units = unitsOfPoints(trace, play, day);
    return { text: units.map((unit) => unit.words), textfont: inkOf(trace, play, units) };
  },
  // The count is on a separate line under the value.
  people(trace, play, day) {
    const units = unitsOfPoints(trace, play, day);
    const above = (i) => /^.*<br>/.exec(itemAt(trace.text, i) ?? "")?.[0] ?? "";
    return {
      text: units.map((unit, i) => `${above(i)}${unit.people}`),
      textfont: inkOf(trace, play, units),
    };
  },
};

export function traceOn(play, trace, day) {
  const kind = trace.meta?.play;
  if (!kind || isAtEnd(play, day)) return trace;
  return { ...trace, ...CHANGES[kind]?.(trace, play, day) };
}
