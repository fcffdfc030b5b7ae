import assert from "node:assert/strict";
import { test } from "node:test";

import { anchorOf, countedWords, countsOn } from "../../campaign/browser/figure/map_days.js";
import { PLAY } from "./play.js";

test("the legend counts the regions of each class and of each state on a day", () => {
  const play = {
    ...PLAY,
    roles: ["state:no_activity", "state:not_reported", "class:0", "class:1"],
  };
  const counts = (day, units = PLAY.units) => Object.values(countsOn({ ...play, units }, day));
  assert.deepEqual(counts(0), [2, 0, 0, 0]);
  assert.deepEqual(counts(5), [0, 1, 0, 1], "the other region has not reported");
  const both = {
    a: [[0, 2, "1"]],
    b: [
      [0, 2, "1"],
      [3, 3, "9"],
    ],
  };
  assert.deepEqual(counts(2, both), [0, 0, 2, 0]);
  assert.deepEqual(counts(3, both), [0, 0, 1, 1]);
});

test("the count of a key is alone, or in brackets after a text", () => {
  assert.equal(countedWords("4", 12), "12");
  assert.equal(countedWords("no activity by day 3 (0)", 2), "no activity by day 3 (2)");
});

test("labels near an end of the legend begin or end at their position", () => {
  assert.deepEqual([0, 0.5, 1].map(anchorOf), ["start", "middle", "end"]);
});
