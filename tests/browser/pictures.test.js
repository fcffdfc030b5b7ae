import assert from "node:assert/strict";
import { test } from "node:test";

import { movePictures } from "../../campaign/browser/first_paint/pictures.js";

globalThis.document = {
  createElementNS: (_, tag) => ({
    tag,
    attributes: {},
    setAttribute(name, value) {
      this.attributes[name] = value;
    },
    append(...nodes) {
      this.nodes = nodes;
    },
  }),
};

// A figure with a link and a tooltip, with the properties that the script uses.
function createFigure() {
  const link = {
    attributes: [
      { name: "href", value: "/?oblast=KG-N" },
      { name: "data-code", value: "oblast=KG-N" },
    ],
    childNodes: ["path"],
    replaceWith: (element) => (link.element = element),
  };
  const title = { remove: () => (title.isGone = true) };
  return { link, title, querySelectorAll: (name) => (name === "a" ? [link] : [title]) };
}

function createPlace(name) {
  const place = { dataset: { painted: name }, append: (figure) => (place.figure = figure) };
  return place;
}

test("each figure moves to its chart, with groups in place of links and without tooltips", () => {
  const figures = { '[data-picture="a"]': createFigure(), '[data-picture="b"]': createFigure() };
  const places = [createPlace("b"), createPlace("a")];
  movePictures(
    { querySelector: (selector) => figures[selector] },
    { querySelectorAll: (selector) => (selector === "[data-painted]" ? places : []) },
  );
  const [a, b] = Object.values(figures);
  assert.deepEqual([places[0].figure, places[1].figure], [b, a]);
  for (const { link, title } of [a, b]) {
    const { tag, attributes, nodes } = link.element;
    assert.deepEqual(
      [tag, attributes, nodes, title.isGone],
      ["g", { "data-code": "oblast=KG-N" }, ["path"], true],
    );
  }
  for (const place of places) assert.deepEqual(place.dataset, {});
});
