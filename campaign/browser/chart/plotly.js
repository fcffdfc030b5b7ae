// Plotly, once per page: every figure waits for the same script tag.

const PAGE = (window.__campaignFigures ??= { scripts: new Map(), json: new Map() });

// A failed load is forgotten, so that the next update tries again.
function once(store, url, start) {
  if (!store.has(url)) {
    const promise = start();
    store.set(url, promise);
    promise.catch(() => store.delete(url));
  }
  return store.get(url);
}

function loadPlotly(url) {
  return once(PAGE.scripts, url, () => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => (window.Plotly ? resolve(window.Plotly) : reject(new Error("no Plotly")));
    script.onerror = () => { script.remove(); reject(new Error("Plotly did not load")); };
    document.head.append(script);
  }));
}

function loadJson(url) {
  return once(PAGE.json, url, async () => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  });
}
