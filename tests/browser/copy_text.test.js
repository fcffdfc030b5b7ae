import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { watchCopyButtons } from "../../campaign/browser/page/copy_text.js";

let click, copied, isAllowed;

function card(text) {
  const status = { textContent: "" };
  const message = {
    dataset: { copied: "Copied", failed: "Not copied" },
    parentElement: { querySelector: () => ({ innerText: text }) },
    querySelector: () => status,
  };
  const button = { closest: (selector) => (selector === ".copy" ? message : button) };
  return { button, status };
}

async function press(target) {
  click({ target });
  await new Promise((resolve) => setTimeout(resolve));
}

beforeEach(() => {
  copied = null;
  isAllowed = true;
  const field = { style: {}, select() {}, remove() {} };
  globalThis.document = {
    addEventListener: (_, listener) => (click = listener),
    createElement: () => field,
    body: { append() {} },
    execCommand: () => false,
    activeElement: null,
  };
  const clipboard = {
    writeText: (text) => (isAllowed ? (copied = text) : Promise.reject(new Error("denied"))),
  };
  Object.defineProperty(globalThis, "navigator", { value: { clipboard }, configurable: true });
  watchCopyButtons();
});

test("the text of the letter is copied, and the message says so", async () => {
  const { button, status } = card("Batken oblast\n1,298");
  await press(button);
  assert.equal(copied, "Batken oblast\n1,298");
  assert.equal(status.textContent, "Copied");
});

test("where nothing may be copied the message says so", async () => {
  const { button, status } = card("Batken oblast");
  isAllowed = false;
  await press(button);
  assert.equal(copied, null);
  assert.equal(status.textContent, "Not copied");
});

test("other clicks copy nothing", async () => {
  await press({ closest: () => null });
  await press({});
  assert.equal(copied, null);
});
