import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createLoader } from "../../campaign/browser/shared/loader.js";

const MAP = { data: [{ type: "choropleth", geojson: "/geo/a" }, { geojson: "/geo/a" }, {}] };
const REGIONS = { features: [] };
let requests;
let answer;

// A script loads when it is added to the document; a file is requested by its address.
beforeEach(() => {
  requests = [];
  answer = { ok: true, json: () => Promise.resolve(REGIONS) };
  globalThis.window = {};
  globalThis.fetch = (url) => {
    requests.push(url);
    return Promise.resolve(answer);
  };
  globalThis.document = {
    scripts: [],
    createElement: () => ({ listeners: {}, addEventListener: addListener, remove() {} }),
    head: {
      append(script) {
        requests.push(script.src);
        setTimeout(() => {
          globalThis.window.Plotly = { version: "any" };
          script.listeners.load();
        });
      },
    },
  };
});

function addListener(name, listen) {
  this.listeners[name] = listen;
}

test("a map's regions are requested together with Plotly, and given to it", async () => {
  const loading = createLoader("/plotly.js").loadFor(MAP);
  assert.deepEqual(requests, ["/plotly.js", "/geo/a"]);
  assert.equal(await loading, globalThis.window.Plotly);
  assert.equal(globalThis.window.PlotlyGeoAssets["/geo/a"], REGIONS);
});

test("Plotly makes no request for outlines of the world", async () => {
  await createLoader("/plotly.js").loadPlotly();
  assert.deepEqual(requests, ["/plotly.js"]);
  assert.deepEqual(
    globalThis.window.PlotlyGeoAssets.topojson.world_110m.objects.land.geometries,
    [],
  );
});

test("everything is requested once", async () => {
  const loader = createLoader("/plotly.js");
  await Promise.all([loader.loadFor(MAP), loader.loadFor(MAP)]);
  await loader.loadFor(MAP);
  assert.deepEqual(requests, ["/plotly.js", "/geo/a"]);
});

test("regions that do not load are left to Plotly, and requested again the next time", async () => {
  const loader = createLoader("/plotly.js");
  answer = { ok: false, status: 503 };
  assert.equal(await loader.loadFor(MAP), globalThis.window.Plotly);
  assert.equal("/geo/a" in globalThis.window.PlotlyGeoAssets, false);
  answer = { ok: true, json: () => Promise.resolve(REGIONS) };
  await loader.loadFor(MAP);
  assert.equal(globalThis.window.PlotlyGeoAssets["/geo/a"], REGIONS);
});
