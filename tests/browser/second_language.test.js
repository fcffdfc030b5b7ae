import assert from "node:assert/strict";
import { test } from "node:test";

import { nextSecond } from "../../campaign/browser/presentation/presentation.js";

const LANGS = ["ky", "ru", "en"];

test("the other languages one after the other, then none", () => {
  const inTurn = [null, "ru", "en"].map((second) => nextSecond(LANGS, "ky", second));
  assert.deepEqual(inTurn, ["ru", "en", null]);
  assert.equal(nextSecond(LANGS, "ru", null), "ky");
  assert.equal(nextSecond(LANGS, "ru", "ky"), "en");
});

test("a second language that has become the first begins anew", () => {
  assert.equal(nextSecond(LANGS, "ru", "ru"), "ky");
});
