import assert from "node:assert/strict";
import { test } from "node:test";

import { wrapText } from "../../campaign/browser/chart/text_wrapping.js";

const wrap = (text, width) => wrapText(text, width, (line) => line.length);

test("words go on in the next line where they have no room", () => {
  assert.deepEqual(wrap("one two  three\nfour", 8), ["one two", "three", "four"]);
  assert.deepEqual(wrap("one", 8), ["one"]);
  assert.deepEqual(wrap("", 8), []);
});

test("a word wider than the page is cut, and nothing of it is lost", () => {
  const address = "https://example.org/a/long/address";
  const lines = wrap(`see ${address} there`, 10);
  assert.ok(lines.every((line) => line.length <= 10));
  assert.equal(lines.join("").replace(/ /g, ""), `see${address}there`);
});

test("a width below one letter still ends", () => {
  assert.deepEqual(wrap("abc", 0), ["a", "b", "c"]);
});

test("a space that does not break holds a number together", () => {
  assert.deepEqual(wrap("per 10\u00a0000 people", 9), ["per", "10\u00a0000", "people"]);
});
