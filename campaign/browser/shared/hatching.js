// Hatching: adds the diagonal lines of the units to the traces that have `meta.hatch`.

import { isAtEnd, unitOn } from "./animation.js";

const NO_LINES = { lon: [], lat: [] };

function hatchedUnits({ hatch, units, slot }, play, day) {
  if (isAtEnd(play, day)) return hatch;
  return units.filter((code) => unitOn(play, code, day).classIndex === slot);
}

// A phone draws every second line, the first `coarse` ones: all of them would be too close.
function linesOf(lines, code, isCoarse) {
  const { lon, lat, coarse } = lines?.[code] ?? NO_LINES;
  const count = isCoarse ? coarse : lon.length;
  return { lon: lon.slice(0, count), lat: lat.slice(0, count) };
}

// The trace with the hatch lines of its units on a day; `lines` has those of all units by code.
export function hatchTrace(trace, { play, day, lines, isCoarse = false }) {
  if (!Array.isArray(trace.meta?.hatch)) return trace;
  const lon = [];
  const lat = [];
  for (const code of hatchedUnits(trace.meta, play, day)) {
    const unit = linesOf(lines, code, isCoarse);
    if (!unit.lon.length) continue;
    lon.push(...unit.lon, null);
    lat.push(...unit.lat, null);
  }
  return { ...trace, lon, lat };
}
