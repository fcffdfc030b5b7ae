import assert from "node:assert/strict";
import { test } from "node:test";
import { addCopying } from "../../campaign/browser/shared/copy_text.js";

function page() {
  const status = { textContent: "" };
  const around = {
    dataset: { copied: "Copied", failed: "Not copied" },
    querySelector: () => status,
  };
  const button = { dataset: { message: "Please send …" }, closest: () => around };
  const root = { addEventListener: (_, listener) => (root.click = listener) };
  addCopying(root);
  async function press(isOn) {
    root.click({ target: { closest: () => (isOn ? button : null) } });
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return { status, press };
}

function allowCopying(writeText) {
  const value = { clipboard: { writeText } };
  Object.defineProperty(globalThis, "navigator", { value, configurable: true });
}

test("a button copies its text and confirms it", async () => {
  const texts = [];
  allowCopying(async (text) => texts.push(text));
  const { status, press } = page();
  await press(false);
  assert.deepEqual(texts, []);
  await press(true);
  assert.deepEqual(texts, ["Please send …"]);
  assert.equal(status.textContent, "Copied");
});

test("the button reports that copying is not allowed", async () => {
  allowCopying(() => Promise.reject(new Error("denied")));
  const field = { style: {}, select() {}, remove() {} };
  globalThis.document = {
    createElement: () => field,
    body: { append() {} },
    execCommand: () => false,
    activeElement: null,
  };
  const { status, press } = page();
  await press(true);
  assert.equal(status.textContent, "Not copied");
});
