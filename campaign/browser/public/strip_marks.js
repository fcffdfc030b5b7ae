// Marks the region under the pointer on the strip of the legend of a public map.

const SVG = "http://www.w3.org/2000/svg";
const HALF = 5;
const HEIGHT = 8;
const LINE = 15;

// The positions of the mark and the words of a region; `strip` is "left top width" in px.
export function placeOn(strip, at) {
  const [left, top, width] = strip.split(" ").map(Number);
  const x = left + Number(at) * width;
  return {
    path: `M${x} ${top}l${-HALF} ${-HEIGHT}h${2 * HALF}z`,
    x,
    y: top - HEIGHT - LINE * 1.6,
    anchor: at < 0.15 ? "start" : at > 0.85 ? "end" : "middle",
  };
}

function createShape(page, tag, attributes) {
  const element = page.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function createMark(page, region) {
  const strip = region.closest("svg").querySelector("[data-strip]");
  const [name = ""] = region.querySelector("title")?.textContent.split("\n") ?? [];
  if (!strip || !name) return null;
  const { path, x, y, anchor } = placeOn(strip.dataset.strip, region.dataset.at);
  const mark = createShape(page, "g", { fill: "currentColor", "pointer-events": "none" });
  const words = createShape(page, "text", { x, y, "text-anchor": anchor, "font-weight": 700 });
  words.textContent = name;
  mark.append(createShape(page, "path", { d: path }), words);
  strip.append(mark);
  return mark;
}

export function addStripMarks(page) {
  let region = null;
  let mark = null;
  page.addEventListener("pointerover", ({ target }) => {
    const next = target.closest?.("[data-at]") ?? null;
    if (next === region) return;
    mark?.remove();
    region = next;
    mark = region ? createMark(page, region) : null;
  });
}
