import assert from "node:assert/strict";
import { test } from "node:test";
import { addCopying } from "../../campaign/browser/shared/messages.js";

function page() {
  const status = { textContent: "" };
  const request = { dataset: { copied: "Copied" }, querySelector: () => status };
  const button = { dataset: { message: "Please send …" }, closest: () => request };
  const root = { addEventListener: (_, listener) => (root.click = listener) };
  addCopying(root);
  const press = (isOn) => root.click({ target: { closest: () => (isOn ? button : null) } });
  return { status, press };
}

test("a button copies its message and says so", async () => {
  const texts = [];
  globalThis.navigator = { clipboard: { writeText: async (text) => texts.push(text) } };
  const { status, press } = page();
  press(false);
  assert.deepEqual(texts, []);
  press(true);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.deepEqual(texts, ["Please send …"]);
  assert.equal(status.textContent, "Copied");
});
