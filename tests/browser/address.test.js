import assert from "node:assert/strict";
import { test } from "node:test";

import { readSlide, writeSlide } from "../../campaign/browser/presentation/address.js";

const read = (query) => readSlide(new URLSearchParams(query));

test("an address has the slide, under the key scene in older links", () => {
  assert.equal(read("slide=4&lang=ru"), 3);
  assert.equal(read("scene=4&lang=ru"), 3);
  assert.equal(read("scene=4&slide=2"), 1);
  assert.equal(read("lang=ru"), null);
});

test("a written address has the key slide only", () => {
  const query = new URLSearchParams("scene=4&lang=ru");
  writeSlide(query, 1);
  assert.equal(String(query), "lang=ru&slide=2");
});
