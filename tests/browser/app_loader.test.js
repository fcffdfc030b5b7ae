import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { loadApp } from "../../campaign/browser/first_paint/app_loader.js";

let head;
let tasks;

const createNode = (element) => ({
  element,
  nodeName: element.toUpperCase(),
  attributes: [],
  dataset: {},
  setAttribute(name, value) {
    this.attributes.push({ name, value });
  },
  getAttribute(key) {
    return this.attributes.find(({ name }) => name === key).value;
  },
});

beforeEach(() => {
  head = [];
  tasks = [];
  globalThis.setTimeout = (task) => tasks.push(task);
  globalThis.location = { origin: "http://localhost:8501" };
  delete globalThis.__streamlit;
  globalThis.document = {
    head: { append: (...nodes) => head.push(...nodes) },
    createElement: createNode,
  };
});

const createTemplate = (nodes) => ({ content: { children: nodes } });
const createLink = (number) => ({ nodeName: "LINK", rel: "icon", dataset: {}, number });
const createPart = (name, dataset = {}) => ({
  nodeName: "LINK",
  rel: "modulepreload",
  href: `http://localhost:8501/static/js/${name}.js`,
  dataset,
});
const createMain = () => ({
  ...createNode("script"),
  type: "module",
  attributes: [
    { name: "type", value: "module" },
    { name: "crossorigin", value: "" },
    { name: "src", value: "./static/js/index.js" },
  ],
  textContent: "",
});
const attributesOf = (node) =>
  Object.fromEntries(node.attributes.map(({ name, value }) => [name, value]));

// Runs one task, and the promise callbacks that follow from it.
async function runTask() {
  await new Promise(setImmediate);
  tasks.shift()?.();
  await new Promise(setImmediate);
}

test("each task appends a few nodes, in their order", async () => {
  const links = Array.from({ length: 20 }, (_, number) => createLink(number));
  loadApp(createTemplate(links));
  assert.equal(head.length, 8);
  await runTask();
  assert.equal(head.length, 16);
  await runTask();
  assert.deepEqual(head, links);
  assert.equal(tasks.length, 0);
});

test("a script is created again, with its text and attributes", async () => {
  const prefix = { ...createNode("script"), textContent: "window.prefix = 1" };
  const main = createMain();
  await loadApp(createTemplate([prefix, main]));
  const [preload, first, last] = head;
  assert.equal(preload.element, "link");
  assert.equal(first.textContent, "window.prefix = 1");
  assert.deepEqual(attributesOf(last), {
    type: "module",
    crossorigin: "",
    src: "./static/js/index.js",
  });
  assert.ok(!head.includes(prefix) && !head.includes(main));
});

test("the main script is preloaded and runs after its parts, which run one by one", async () => {
  const requests = [];
  const settle = {};
  const evaluate = (address) => {
    const name = address.split("/").pop();
    requests.push(name);
    return new Promise((resolve, reject) => (settle[name] = { resolve, reject }));
  };
  const turn = () => new Promise(setImmediate);
  const late = createPart("late", { late: "" });
  loadApp(createTemplate([createMain(), createPart("react"), createPart("app"), late]), evaluate);
  const { rel, crossOrigin, href } = head[0];
  assert.deepEqual([rel, crossOrigin, href], ["modulepreload", "", "./static/js/index.js"]);
  assert.ok(head.includes(late));
  await turn();
  assert.deepEqual(requests, ["react.js"]);
  settle["react.js"].reject(new Error("404"));
  await turn();
  assert.deepEqual(requests, ["react.js", "app.js"]);
  assert.ok(!head.some(({ element }) => element === "script"));
  settle["app.js"].resolve();
  await turn();
  assert.equal(head.at(-1).element, "script");
});

test("the font of texts is requested after the style sheet has loaded", async () => {
  const requests = [];
  globalThis.document.fonts = {
    load: (font) => (requests.push(font), Promise.reject(new Error())),
  };
  const style = Object.assign(new EventTarget(), createPart("index"), { rel: "stylesheet" });
  loadApp(createTemplate([style, createPart("late", { late: "" })]));
  assert.deepEqual(requests, []);
  style.dispatchEvent(new Event("load"));
  assert.deepEqual(requests, ['16px "Source Sans"']);
  await new Promise(setImmediate); // the app requests a failed font again
});

test("an empty template loads nothing", async () => {
  await loadApp(createTemplate([]));
  assert.deepEqual([head, tasks], [[], []]);
});

test("the server is the origin of the page, whatever its path", () => {
  loadApp(createTemplate([]));
  assert.equal(globalThis.__streamlit.BACKEND_BASE_URL, "http://localhost:8501/");
});
