import assert from "node:assert/strict";
import { test } from "node:test";

import { orderOn, scaleOf } from "../../campaign/browser/figure/ranking_days.js";
import { PLAY } from "./play.js";

const BOTH = {
  ...PLAY,
  units: {
    a: [
      [0, 0, "—", null],
      [3, 2, "4.0", 4],
    ],
    b: [
      [0, 0, "—", null],
      [5, 3, "8.0", 8],
    ],
    c: [
      [0, 0, "—", null],
      [4, 2, "0.0", 0],
    ],
  },
};

test("regions are sorted by the value of the day, the highest first, without a value last", () => {
  assert.deepEqual(orderOn(["b", "a", "c"], BOTH, 0), ["b", "a", "c"], "none has a value");
  assert.deepEqual(orderOn(["b", "a", "c"], BOTH, 3), ["a", "b", "c"]);
  assert.deepEqual(orderOn(["b", "a", "c"], BOTH, 4), ["a", "c", "b"], "zero is a value");
  assert.deepEqual(orderOn(["b", "a", "c"], BOTH, 5), ["b", "a", "c"]);
});

test("bars have the scale of the longest bar of the whole period", () => {
  const length = "width:calc(80% + -100px)";
  assert.deepEqual(scaleOf(length, 8), { percent: 10, px: -12.5, highest: 8 });
  // A public page writes a minus in place of “+ -”.
  assert.deepEqual(scaleOf("width: calc(80% - 100px)", 8), { percent: 10, px: -12.5, highest: 8 });
  assert.deepEqual(scaleOf("", 0), { percent: 0, px: 0, highest: 0 });
});
