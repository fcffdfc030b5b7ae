// Hatching: puts the diagonal lines of each unit into the traces that have `meta.hatch`.

import { isAtEnd, unitOn } from "./animation.js";

const NO_LINES = { lon: [], lat: [] };

function hatchedUnits({ hatch, units, slot }, play, day) {
  if (isAtEnd(play, day)) return hatch;
  return units.filter((code) => unitOn(play, code, day).classIndex === slot);
}

// On a phone all lines of a wide map would run together; the first `coarse` are every second line.
function linesOf(lines, code, isCoarse) {
  const { lon, lat, coarse } = lines?.[code] ?? NO_LINES;
  const count = isCoarse ? coarse : lon.length;
  return { lon: lon.slice(0, count), lat: lat.slice(0, count) };
}

// The trace with the lines of its units on this day; `lines` are those of all units, by code.
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
