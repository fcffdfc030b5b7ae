// Loads Plotly, and the files that several charts of a page need, once for all of them.

import { offerRegions, offerWorld } from "./geo_assets.js";

function addScript(url) {
  return new Promise((resolve, reject) => {
    if (window.Plotly) {
      resolve(window.Plotly);
      return;
    }
    // The charts of a page and the presentation have separate loaders, but share the script element.
    let script = [...document.scripts].find((other) => other.getAttribute("src") === url);
    if (!script) {
      script = document.createElement("script");
      script.src = url;
      document.head.append(script);
    }
    script.addEventListener("load", () => {
      if (window.Plotly) resolve(window.Plotly);
      else reject(new Error("no Plotly"));
    });
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("Plotly did not load"));
    });
  });
}

async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

// A failed load is not cached, so that the next call tries again.
export function createLoader(plotlyUrl) {
  const loads = new Map();
  const once = (url, start) => {
    if (!loads.has(url)) {
      const load = start(url);
      loads.set(url, load);
      load.catch(() => loads.delete(url));
    }
    return loads.get(url);
  };
  const loadPlotly = () => {
    offerWorld();
    return once(plotlyUrl, addScript);
  };
  const loadJson = (url) => once(url, fetchJson);
  return {
    loadPlotly,
    loadJson,
    // Loads Plotly and, at the same time, the regions that a figure refers to by their address. If
    // they cannot be loaded, Plotly requests them itself and reports the error.
    async loadFor(figure) {
      const urls = new Set(figure.data.map((trace) => trace.geojson).filter(Boolean));
      const loadRegions = (url) =>
        loadJson(url).then(
          (regions) => offerRegions(url, regions),
          () => {},
        );
      const [Plotly] = await Promise.all([loadPlotly(), ...[...urls].map(loadRegions)]);
      return Plotly;
    },
  };
}
