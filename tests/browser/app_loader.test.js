import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { loadApp } from "../../campaign/browser/first_paint/app_loader.js";

let head;
let later;

beforeEach(() => {
  head = [];
  later = [];
  globalThis.setTimeout = (task) => later.push(task);
  globalThis.document = {
    head: { append: (node) => head.push(node) },
    createElement: (name) => ({
      made: name,
      attributes: {},
      setAttribute(key, value) {
        this.attributes[key] = value;
      },
    }),
  };
});

const createTemplate = (nodes) => ({ content: { children: nodes } });
const createLinks = (count) =>
  Array.from({ length: count }, (_, number) => ({ nodeName: "LINK", number }));

test("few nodes a task, in their order", () => {
  const links = createLinks(20);
  loadApp(createTemplate(links));
  assert.equal(head.length, 8);
  later.shift()();
  assert.equal(head.length, 16);
  later.shift()();
  assert.deepEqual(head, links);
  assert.equal(later.length, 0);
});

test("a script is made anew, with all that it says", () => {
  const attributes = [
    { name: "type", value: "module" },
    { name: "crossorigin", value: "" },
    { name: "src", value: "./static/js/index.js" },
  ];
  const scripts = [
    { nodeName: "SCRIPT", attributes, textContent: "" },
    { nodeName: "SCRIPT", attributes: [], textContent: "window.prefix = 1" },
  ];
  loadApp(createTemplate(scripts));
  assert.deepEqual(
    head.map(({ made, textContent }) => [made, textContent]),
    [
      ["script", ""],
      ["script", "window.prefix = 1"],
    ],
  );
  assert.deepEqual(head[0].attributes, {
    type: "module",
    crossorigin: "",
    src: "./static/js/index.js",
  });
  assert.ok(!scripts.includes(head[0]));
});

test("an empty template loads nothing", () => {
  loadApp(createTemplate([]));
  assert.deepEqual([head, later], [[], []]);
});
