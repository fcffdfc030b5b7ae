// The figure of a scene: payload + day + size → what Plotly draws.

const NO_LAYERS = {
  type: "Topology",
  arcs: [],
  objects: Object.fromEntries(
    ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"].map((name) => [
      name, { type: "GeometryCollection", geometries: [] },
    ]),
  ),
};

// Plotly looks here before it asks the network, which a hall does not have.
function offerGeometry(talk) {
  const assets = (window.PlotlyGeoAssets ??= {});
  (assets.topojson ??= {}).world_110m ??= NO_LAYERS;
  if (talk.geometry?.oblasts) assets[talk.id] = talk.geometry.oblasts;
}

function hatchOn(talk, play, trace, day, traces) {
  const { meta } = trace;
  if (!Array.isArray(meta?.hatch)) return trace;
  let codes = meta.hatch;
  if (!isAtEnd(play, day)) {
    codes = (meta.units ?? []).filter((code) => unitOn(play, code, day).slot === meta.slot);
  }
  // An inset must not be crossed by a neighbour's lines.
  const here = new Set(traces
    .filter((other) => other.type === "choropleth" && (other.geo ?? "geo") === (trace.geo ?? "geo"))
    .flatMap((other) => other.locations ?? []));
  const lon = [];
  const lat = [];
  for (const code of codes) {
    const lines = here.has(code) && talk.geometry?.hatch?.[code];
    if (!lines) continue;
    lon.push(...lines.lon, null);
    lat.push(...lines.lat, null);
  }
  return { ...trace, lon, lat, line: { ...trace.line, color: talk.hatch } };
}

const halo = (color) => [2, 4, 6].map((blur) => `0px 0px ${blur}px ${color}`).join(", ");

// A name may reach over the border of a small oblast: a halo keeps it readable there.
function withHalo(trace) {
  if (!["text", "ink"].includes(trace.meta?.play)) return trace;
  const shadow = [trace.textfont?.color ?? []].flat()
    .map((color) => halo(color.toLowerCase() === "#ffffff" ? "#000000" : "#ffffff"));
  return { ...trace, textfont: { ...trace.textfont, shadow } };
}

function composeFigure(talk, drawn, day, width, height) {
  const traces = drawn.figure.data;
  if (traces.some((trace) => trace.geojson) && !talk.geometry?.oblasts) {
    throw new Error("no boundaries");
  }
  const data = traces.map((trace) => {
    const hatched = hatchOn(talk, drawn.play, trace, day, traces);
    const made = withHalo(traceOn(drawn.play, hatched, day));
    return trace.geojson ? { ...made, geojson: talk.id } : { ...made };
  });
  const layout = {
    ...structuredClone(drawn.figure.layout),
    width, height, autosize: false, showlegend: false, dragmode: false, uirevision: "kept",
  };
  return { data, layout };
}

function figureConfig(lang) {
  return {
    displayModeBar: false, scrollZoom: false, doubleClick: false, responsive: false,
    showTips: false, showAxisDragHandles: false, locale: lang,
  };
}
