// What maps need beside Plotly's script. Plotly looks here before it makes a request: a page asks no
// other server, and a room may have no network.

const LAYERS = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];
const NO_FEATURES = { type: "GeometryCollection", geometries: [] };

// A map draws only our own regions.
const NO_WORLD = {
  type: "Topology",
  arcs: [],
  objects: Object.fromEntries(LAYERS.map((name) => [name, NO_FEATURES])),
};

export function offerWorld() {
  const assets = (window.PlotlyGeoAssets ??= {});
  (assets.topojson ??= {}).world_110m ??= NO_WORLD;
}

// `name` is what a trace has as its `geojson`.
export function offerRegions(name, regions) {
  offerWorld();
  window.PlotlyGeoAssets[name] = regions;
}
