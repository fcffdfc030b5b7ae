// Parts of a figure that stay the same whichever units are chosen: elements of the page, found by
// the hash of their content. Streamlit sends them once; they may come a moment after the figure.

const WAIT = 20; // ms
const MOST_WAITS = 500;
const MOST_PARTS = 24; // then the oldest goes
const PARTS = new Map();

function sharedPart(name) {
  if (!PARTS.has(name)) {
    const element = document.querySelector(`[data-shared="${name}"]`);
    if (!element) return undefined;
    PARTS.set(name, JSON.parse(element.textContent));
    if (PARTS.size > MOST_PARTS) PARTS.delete(PARTS.keys().next().value);
  }
  return PARTS.get(name);
}

// The trace that the chosen points are of, with what changes of it.
function markedTrace(trace, { selected, restyled }) {
  if (!("selected" in (trace.meta ?? {}))) return trace;
  const changes = Object.entries({ meta: { selected }, ...restyled })
    .filter(([name]) => name in trace)
    .map(([name, change]) => [name, { ...trace[name], ...change }]);
  return { ...trace, ...Object.fromEntries(changes) };
}

// The figure with what is chosen on it; undefined while its base is on its way.
function figureOf(payload) {
  const base = payload.figure ?? sharedPart(payload.base);
  if (!base || !payload.selected.length) return base;
  const data = [...base.data.map((trace) => markedTrace(trace, payload)), ...payload.over];
  return { ...base, data };
}
