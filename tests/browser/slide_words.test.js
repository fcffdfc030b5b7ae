import assert from "node:assert/strict";
import { test } from "node:test";

import { keepHyphens } from "../../campaign/browser/presentation/slide.js";

test("no line of a slide breaks within a date with a hyphen; a compound word can be broken", () => {
  assert.equal(keepHyphens("2017-ж. 31-июль"), "2017-\u2060ж. 31-\u2060июль");
  assert.equal(keepHyphens("5 иш-чара, 2017-2018"), "5 иш-чара, 2017-2018");
});
