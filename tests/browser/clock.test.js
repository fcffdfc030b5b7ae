import assert from "node:assert/strict";
import { test } from "node:test";

import { clockWords } from "../../campaign/browser/presentation/clock.js";

test("the time since the start, in hours, minutes and seconds", () => {
  assert.deepEqual([-5, 999, 61_000, 3_599_999, 36_061_000].map(clockWords), [
    "0:00:00",
    "0:00:00",
    "0:01:01",
    "0:59:59",
    "10:01:01",
  ]);
});
