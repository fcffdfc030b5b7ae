// Parts of a chart that do not depend on the chosen units: elements of the page, found by the hash of
// their content. Streamlit sends them once; they may arrive a moment after the chart.

const WAIT_MS = 20;
const MOST_WAITS = 500;
const MOST_PARTS = 24; // then the oldest is removed

export function createParts() {
  const parts = new Map();

  function find(name) {
    if (!parts.has(name)) {
      const element = document.querySelector(`[data-shared="${name}"]`);
      if (!element) return undefined;
      parts.set(name, JSON.parse(element.textContent));
      if (parts.size > MOST_PARTS) parts.delete(parts.keys().next().value);
    }
    return parts.get(name);
  }

  // Resolves with the part once it is in the page.
  async function wait(name) {
    for (let waits = 0; waits < MOST_WAITS; waits += 1) {
      const part = find(name);
      if (part) return part;
      await new Promise((then) => {
        setTimeout(then, WAIT_MS);
      });
    }
    throw new Error(`part ${name} did not come`);
  }

  return { find, wait };
}

// The figure with the chosen units marked.
export function markChoices(
  figure,
  { trace_changes: changes, extra_traces: extra, shapes = [], annotations = [] },
) {
  const data = figure.data.map((trace, i) => ({ ...trace, ...changes[i] }));
  const layout = { ...figure.layout };
  if (shapes.length) layout.shapes = [...(layout.shapes ?? []), ...shapes];
  if (annotations.length) layout.annotations = [...(layout.annotations ?? []), ...annotations];
  return { ...figure, data: [...data, ...extra], layout };
}
