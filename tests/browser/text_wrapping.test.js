import assert from "node:assert/strict";
import { test } from "node:test";

import { wrapText } from "../../campaign/browser/chart/text_wrapping.js";

const wrap = (text, width) => wrapText(text, width, (line) => line.length);

test("words that do not fit a line go to the next line", () => {
  assert.deepEqual(wrap("one two  three\nfour", 8), ["one two", "three", "four"]);
  assert.deepEqual(wrap("one", 8), ["one"]);
  assert.deepEqual(wrap("", 8), []);
});

test("a word wider than the page is split without loss", () => {
  const address = "https://example.org/a/long/address";
  const lines = wrap(`see ${address} there`, 10);
  assert.ok(lines.every((line) => line.length <= 10));
  assert.equal(lines.join("").replace(/ /g, ""), `see${address}there`);
});

test("a line has at least one letter, even in a width of zero", () => {
  assert.deepEqual(wrap("abc", 0), ["a", "b", "c"]);
});

test("a number with a non-breaking space stays on one line", () => {
  assert.deepEqual(wrap("per 10\u00a0000 people", 9), ["per", "10\u00a0000", "people"]);
});
