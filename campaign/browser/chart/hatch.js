// Hatching: diagonals per unit, fetched once, put into the line traces that ask for them.

function fetchHatch(view) {
  const hatch = view.payload.hatch;
  if (!hatch || view.hatchUrl === hatch.url) return;
  view.hatchUrl = hatch.url;
  loadJson(hatch.url).then(
    (lines) => {
      view.hatchLines = lines;
      view.hatchFailed = false;
      draw(view);
    },
    (error) => {
      // Without hatching two of the three states would look alike: say so.
      view.hatchUrl = null;
      view.hatchFailed = true;
      tellFailure(view, error);
    },
  );
}

// Only units drawn on the same map: an inset must not be crossed by a neighbour's lines.
function unitsOnGeo(view, geo = "geo") {
  const units = new Set();
  for (const trace of view.payload.figure.data) {
    if (trace.type !== "choropleth" || (trace.geo ?? "geo") !== geo) continue;
    (trace.locations ?? []).forEach((code) => units.add(code));
  }
  return units;
}

function hatchedNow(view, trace) {
  if (atRest(view)) return trace.meta.hatch;
  const here = unitsOnGeo(view, trace.geo);
  const play = seriesOf(view);
  return Object.keys(play.units).filter(
    (code) => here.has(code) && unitOn(play, code, view.play.index).slot === trace.meta.slot);
}

// Lines as far apart as on a wide map would run together on a phone: every second one is enough.
function unitLines(view, trace, code, width) {
  const { lon, lat, coarse } = view.hatchLines[code] ?? { lon: [], lat: [] };
  const few = isNarrow(view, width) && (trace.geo ?? "geo") === "geo" ? coarse : lon.length;
  return { lon: lon.slice(0, few), lat: lat.slice(0, few) };
}

function hatchTrace(view, trace, width) {
  if (!Array.isArray(trace.meta?.hatch) || !view.payload.hatch) return trace;
  const lon = [];
  const lat = [];
  for (const code of view.hatchLines ? hatchedNow(view, trace) : []) {
    const lines = unitLines(view, trace, code, width);
    lon.push(...lines.lon, null);
    lat.push(...lines.lat, null);
  }
  return {
    ...trace,
    lon,
    lat,
    line: { ...trace.line, color: trace.line?.color ?? view.payload.hatch.color },
  };
}
