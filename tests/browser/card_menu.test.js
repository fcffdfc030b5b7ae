import assert from "node:assert/strict";
import { test } from "node:test";
import { addCardMenus, pngSize } from "../../campaign/browser/page/card_menu.js";

// The address of a file is given up after a minute: the test does not wait for it.
const { setTimeout: start } = globalThis;
globalThis.setTimeout = (call, ms) => (ms > 1000 ? start(call, ms).unref() : start(call, ms));

// A card with one button of its menu, and what the browser has saved and copied.
function card({ name, chart, svg, embed, data = {} }) {
  const listeners = {};
  const root = { addEventListener: (kind, listener) => (listeners[kind] = listener) };
  const status = { textContent: "before" };
  const section = { id: "map", querySelector: () => status };
  const kind = chart === undefined ? "act" : "do";
  const button = { dataset: { [kind]: name, chart, failed: "Failed", done: "Done", ...data } };
  const places = { ul: { querySelector: () => svg }, ".card": section, ".embed": embed };
  button.closest = (selector) => places[selector] ?? button;
  const saved = [];
  const copied = [];
  const link = { click: () => saved.push([link.download, blob]) };
  let blob = null;
  const page = { querySelector: () => button, createElement: () => link };
  const values = {
    document: page,
    location: { href: "https://x.kg/map?oblast=KG-N&lang=ky#other", origin: "https://x.kg" },
    navigator: { clipboard: { writeText: async (text) => copied.push(text) } },
  };
  for (const [key, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, key, { value, configurable: true });
  }
  URL.createObjectURL = (content) => {
    blob = content;
    return "blob:1";
  };
  URL.revokeObjectURL = () => {};
  addCardMenus(root);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    saved,
    copied,
    status,
    async press() {
      listeners.click({ target: { closest: () => button } });
      await settle();
    },
    async answer(detail) {
      listeners["page:answer"]({ detail });
      await settle();
    },
  };
}

test("the link leads to the chart, without the language of the reader", async () => {
  const { press, copied, status } = card({ name: "link" });
  await press();
  assert.deepEqual(copied, ["https://x.kg/map?oblast=KG-N#map"]);
  assert.equal(status.textContent, "Done");
});

test("the code for another site has the whole address", async () => {
  const defaultValue = '<iframe src="/embed/map?lang=ky" title="Map"></iframe>';
  const field = { defaultValue, focus() {}, select() {} };
  const embed = { querySelector: () => field };
  const { press, copied } = card({ name: "code", embed });
  await press();
  assert.deepEqual(copied, [defaultValue.replace("/embed", "https://x.kg/embed")]);
});

test("an answer of the server is saved as a file", async () => {
  const { answer, saved, status } = card({ name: "csv", chart: "map" });
  const bytes = btoa("\xef\xbb\xbfa,b");
  const content = { file: "map.csv", type: "text/csv", bytes };
  await answer({ name: "csv", chart: "map", content });
  const [[name, blob]] = saved;
  assert.equal(name, "map.csv");
  assert.equal(blob.type, "text/csv");
  assert.deepEqual([...new Uint8Array(await blob.arrayBuffer())].slice(0, 4), [239, 187, 191, 97]);
  assert.equal(status.textContent, "");
});

test("an answer in words appears in the card, and the next choice removes it", async () => {
  const { answer, press, saved, status } = card({ name: "slide", chart: "map" });
  await answer({ name: "slide", chart: "map", content: { message: "Added" } });
  assert.equal(status.textContent, "Added");
  assert.deepEqual(saved, []);
  await press();
  assert.equal(status.textContent, "");
});

test("a picture that the server refuses is reported", async () => {
  globalThis.fetch = async () => ({ ok: false, status: 503 });
  const { press, saved, status } = card({ name: "png", svg: { href: "/files/map.svg" } });
  await press();
  assert.equal(status.textContent, "Failed");
  assert.deepEqual(saved, []);
});

test("a picture has twice the size of its drawing, and fits a canvas of a phone", () => {
  assert.deepEqual(pngSize(1000, 900), [2000, 1800]);
  const [width, height] = pngSize(1000, 9000);
  assert.ok(width * height <= 16_000_000 && width > 1300);
  assert.ok(Math.abs(height / width - 9) < 0.01);
});
