import assert from "node:assert/strict";
import { test } from "node:test";

import { createChoices } from "../../campaign/browser/page/choices.js";

test("a message has the choices of the last seconds, each with a unique number", () => {
  const choices = createChoices();
  assert.deepEqual(choices.add("a", 10_000), [[10_000, "a"]]);
  assert.deepEqual(choices.add("b", 10_000), [
    [10_000, "a"],
    [10_001, "b"],
  ]);
  assert.deepEqual(choices.add("c", 13_001), [[13_001, "c"]]);
});
