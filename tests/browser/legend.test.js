import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { legendNames, showLegend } from "../../campaign/browser/presentation/legend.js";

function createNode(name) {
  return {
    name,
    attributes: {},
    children: [],
    textContent: "",
    setAttribute(key, value) {
      this.attributes[key] = value;
    },
    append(...nodes) {
      this.children.push(...nodes);
    },
    replaceChildren() {
      this.children = [];
    },
    get childElementCount() {
      return this.children.length;
    },
  };
}

beforeEach(() => {
  globalThis.document = {
    createElement: createNode,
    createElementNS: (_, name) => createNode(name),
  };
});

const line = { color: "#123456", width: 2 };

// The last element of each sign, and the text beside it.
function entriesOf(traces, title = "") {
  const list = createNode("ul");
  showLegend(list, traces, title);
  return list.children.map(({ children: [svg, words], textContent }) => ({
    sign: svg?.children.at(-1),
    words: words?.textContent ?? textContent,
  }));
}

test("a range has the sign of a line with a tick and an end, not that of a point", () => {
  const marker = { symbol: "line-ns", line, size: 12 };
  const [{ sign, words }] = entriesOf([
    { type: "scatter", mode: "lines+markers", name: "range", line, marker },
  ]);
  assert.equal(words, "range");
  assert.equal(sign.name, "path");
  assert.equal(sign.attributes.stroke, line.color);
  assert.equal(sign.attributes.fill, "none");
  assert.equal(sign.attributes.d.match(/M/g).length, 3);
});

test("lines, points and areas have their own signs", () => {
  const traces = [
    { type: "scatter", mode: "lines", name: "plan", line: { ...line, dash: "9px,6px" } },
    {
      type: "scatter",
      mode: "markers",
      name: "date",
      marker: { symbol: "diamond", color: "#000" },
    },
    { type: "scatter", mode: "markers", name: "none", marker: { symbol: "circle-open" } },
    { type: "bar", name: "group", marker: { color: ["#abcdef", "#000000"] } },
    { type: "bar", name: "invisible", showlegend: false },
    { type: "bar" },
  ];
  assert.deepEqual(legendNames(traces), ["plan", "date", "none", "group"]);
  const [plan, date, none, group] = entriesOf(traces).map(({ sign }) => sign);
  assert.equal(plan.name, "line");
  assert.ok(plan.attributes["stroke-dasharray"]);
  assert.equal(date.name, "path");
  assert.equal(date.attributes.fill, "#000");
  assert.equal(none.attributes.fill, "none");
  assert.equal(group.name, "rect");
  assert.equal(group.attributes.fill, "#abcdef");
});

test("a title comes before the entries", () => {
  const words = entriesOf([{ type: "bar", name: "group" }], "People<br>per day");
  assert.deepEqual(
    words.map((entry) => entry.words),
    ["People\nper day", "group"],
  );
});
