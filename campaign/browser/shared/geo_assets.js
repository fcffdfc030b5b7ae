// The boundaries that Plotly needs for maps. Plotly uses these instead of requesting its own from
// another server, which a page must never do.

const LAYERS = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];
const NO_FEATURES = { type: "GeometryCollection", geometries: [] };

// An empty world map: a map draws only our own regions.
const NO_WORLD = {
  type: "Topology",
  arcs: [],
  objects: Object.fromEntries(LAYERS.map((name) => [name, NO_FEATURES])),
};

export function offerWorld() {
  const assets = (window.PlotlyGeoAssets ??= {});
  (assets.topojson ??= {}).world_110m ??= NO_WORLD;
}

// `name` is the `geojson` of the traces.
export function offerRegions(name, regions) {
  offerWorld();
  window.PlotlyGeoAssets[name] = regions;
}
