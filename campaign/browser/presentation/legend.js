// The legend in words and signs of the hall's size; Plotly's own signs are 12 pixels wide.

const SIGN = 34;
let hatchCount = 0;

// The same lines as in the figure, as far apart and as thick.
function hatchFill(svg, { size, solidity, fgcolor, bgcolor }) {
  const id = `talk-hatch-${(hatchCount += 1)}`;
  const pattern = drawnElement("pattern", {
    id, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
  });
  pattern.append(
    drawnElement("rect", { width: size, height: size, fill: bgcolor }),
    drawnElement("rect", { width: size * solidity, height: size, fill: fgcolor }),
  );
  svg.append(pattern);
  return `url(#${id})`;
}

function signOf(trace) {
  const svg = drawnElement("svg", {
    viewBox: `0 0 ${SIGN} ${SIGN}`, width: SIGN, height: SIGN, "aria-hidden": "true",
  });
  const marker = trace.marker ?? {};
  const color = partOf(marker.color, 0) ?? "#000000";
  const symbol = partOf(marker.symbol, 0) ?? "circle";
  if (trace.type === "bar") {
    const fill = partOf(marker.pattern?.shape, 0) ? hatchFill(svg, marker.pattern) : color;
    svg.append(drawnElement("rect", {
      x: 2, y: 2, width: SIGN - 4, height: SIGN - 4, fill,
      stroke: marker.line?.color ?? color, "stroke-width": 2,
    }));
  } else if (symbol === "diamond") {
    svg.append(drawnElement("path", { d: "M17 3 31 17 17 31 3 17z", fill: color }));
  } else {
    const open = symbol.endsWith("-open");
    svg.append(drawnElement("circle", {
      cx: 17, cy: 17, r: open ? 9 : 11, fill: open ? "none" : color,
      stroke: color, "stroke-width": open ? 4 : 0,
    }));
  }
  return svg;
}

const linesOfTitle = (title) => title.replace(/<br>/g, "\n");
const isInLegend = (trace) => Boolean(trace.name) && trace.showlegend !== false;

// Names alone change while the map plays: the signs stay, and nothing flickers.
function showLegend(box, traces, title) {
  const entries = traces.filter(isInLegend);
  if (box.childElementCount !== entries.length + (title ? 1 : 0)) {
    box.replaceChildren();
    if (title) box.append(element("li", "talk-legend-title", linesOfTitle(title)));
    for (const trace of entries) {
      const item = element("li", "talk-legend-entry");
      item.append(signOf(trace), element("span", "", trace.name));
      box.append(item);
    }
    return;
  }
  if (title) setWords(box.querySelector(".talk-legend-title"), linesOfTitle(title));
  [...box.querySelectorAll(".talk-legend-entry > span")]
    .forEach((words, i) => setWords(words, entries[i].name));
}
