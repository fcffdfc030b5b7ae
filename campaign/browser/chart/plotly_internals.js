// The undocumented parts of Plotly that we use; no other module uses them.

const EDGE = 8; // px around a point that has no element

export function setLocale(plot, lang) {
  if (plot._context) plot._context.locale = lang;
}

const itemOf = (plot, { curve, i }) => plot.calcdata?.[curve]?.[i];

// d3 keeps each point's data on its element.
export function elementsByItem(plot) {
  const elements = new Map();
  for (const element of plot.querySelectorAll(".point, .choroplethlocation, .slice")) {
    if (element.__data__) elements.set(element.__data__, element);
  }
  return elements;
}

export const elementOf = (plot, elements, mark) => elements.get(itemOf(plot, mark));

// Empty bars and lines without markers have no element: their box is computed from the axes.
export function axisBox(plot, mark) {
  const item = itemOf(plot, mark);
  const trace = plot._fullData?.[mark.curve];
  const axisOf = (name) => plot._fullLayout?.[(name ?? "").replace(/^([xy])/, "$1axis")];
  const x = axisOf(trace?.xaxis);
  const y = axisOf(trace?.yaxis);
  if (!item || !x?.c2p || !y?.c2p) return null;
  const isLying = item.p !== undefined && trace.orientation === "h";
  // `p` is the position of a bar. Without a value, the box is at the foot of the bar.
  const place = (axis, value) => axis.c2p(Number.isFinite(value) ? value : 0);
  const left = isLying ? place(x, item.s) : x.c2p(item.p ?? item.x);
  const top = isLying ? y.c2p(item.p) : place(y, item.s ?? item.y);
  if (!Number.isFinite(left) || !Number.isFinite(top)) return null;
  return {
    left: x._offset + left - EDGE,
    top: y._offset + top - EDGE,
    width: 2 * EDGE,
    height: 2 * EDGE,
  };
}

// Shows Plotly's label of a mark; returns false if it has none.
export function showLabel(plot, { curve, i }) {
  const trace = plot._fullData?.[curve];
  if (!trace?.xaxis || /skip|none/.test(trace.hoverinfo ?? "")) return false;
  window.Plotly.Fx.hover(plot, [{ curveNumber: curve, pointNumber: i }]);
  return hasLabel(plot);
}

const hasLabel = (plot) => plot.querySelector(".hoverlayer > *") !== null;

export function hideLabel(plot) {
  if (hasLabel(plot)) window.Plotly.Fx.unhover(plot);
}
