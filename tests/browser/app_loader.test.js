import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { loadApp } from "../../campaign/browser/first_paint/app_loader.js";

let head;
let later;

const createNode = (element) => ({
  made: element,
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
  later = [];
  globalThis.setTimeout = (task) => later.push(task);
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
const said = (node) => Object.fromEntries(node.attributes.map(({ name, value }) => [name, value]));

// Each turn runs one task, and all that follows from it.
async function runTask() {
  await new Promise(setImmediate);
  later.shift()?.();
  await new Promise(setImmediate);
}

test("few nodes a task, in their order", async () => {
  const links = Array.from({ length: 20 }, (_, number) => createLink(number));
  loadApp(createTemplate(links));
  assert.equal(head.length, 8);
  await runTask();
  assert.equal(head.length, 16);
  await runTask();
  assert.deepEqual(head, links);
  assert.equal(later.length, 0);
});

test("a script is made anew, with all that it says", async () => {
  const prefix = { ...createNode("script"), textContent: "window.prefix = 1" };
  const main = createMain();
  await loadApp(createTemplate([prefix, main]));
  const [fetched, first, last] = head;
  assert.equal(fetched.made, "link");
  assert.equal(first.textContent, "window.prefix = 1");
  assert.deepEqual(said(last), { type: "module", crossorigin: "", src: "./static/js/index.js" });
  assert.ok(!head.includes(prefix) && !head.includes(main));
});

test("the main script follows its parts one by one, and is fetched beside them", async () => {
  const asked = [];
  const settle = {};
  const evaluate = (address) => {
    const name = address.split("/").pop();
    asked.push(name);
    return new Promise((resolve, reject) => (settle[name] = { resolve, reject }));
  };
  const turn = () => new Promise(setImmediate);
  const late = createPart("late", { late: "" });
  loadApp(createTemplate([createMain(), createPart("react"), createPart("app"), late]), evaluate);
  const { rel, crossOrigin, href } = head[0];
  assert.deepEqual([rel, crossOrigin, href], ["modulepreload", "", "./static/js/index.js"]);
  assert.ok(head.includes(late));
  await turn();
  assert.deepEqual(asked, ["react.js"]);
  settle["react.js"].reject(new Error("404"));
  await turn();
  assert.deepEqual(asked, ["react.js", "app.js"]);
  assert.ok(!head.some(({ made }) => made === "script"));
  settle["app.js"].resolve();
  await turn();
  assert.equal(head.at(-1).made, "script");
});

test("the font of texts is asked for once the style sheet names it", async () => {
  const asked = [];
  globalThis.document.fonts = { load: (font) => (asked.push(font), Promise.reject(new Error())) };
  const style = Object.assign(new EventTarget(), createPart("index"), { rel: "stylesheet" });
  loadApp(createTemplate([style, createPart("late", { late: "" })]));
  assert.deepEqual(asked, []);
  style.dispatchEvent(new Event("load"));
  assert.deepEqual(asked, ['16px "Source Sans"']);
  await new Promise(setImmediate); // a font that fails is asked for again by the app
});

test("an empty template loads nothing", async () => {
  await loadApp(createTemplate([]));
  assert.deepEqual([head, later], [[], []]);
});

test("the server is where the page came from, whatever its path", () => {
  loadApp(createTemplate([]));
  assert.equal(globalThis.__streamlit.BACKEND_BASE_URL, "http://localhost:8501/");
});
