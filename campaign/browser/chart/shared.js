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

// The figure with what is chosen on it; undefined while its base is on its way.
function figureOf({ figure, base, changed, over }) {
  const plain = figure ?? sharedPart(base);
  const data = plain?.data.map((trace, i) => ({ ...trace, ...changed[i] }));
  return plain && { ...plain, data: [...data, ...over] };
}
