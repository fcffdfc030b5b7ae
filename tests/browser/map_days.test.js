import assert from "node:assert/strict";
import { test } from "node:test";

import { anchorOf, countedWords, countsOn } from "../../campaign/browser/public/map_days.js";
import { addPlayButton } from "../../campaign/browser/public/play_button.js";
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

// The parts of a bar that the button needs.
function createBar() {
  const presses = [];
  const button = {
    disabled: false,
    addEventListener: (_, press) => presses.push(press),
    removeEventListener: (_, press) => presses.splice(presses.indexOf(press), 1),
  };
  return { hidden: true, querySelector: () => button, button, presses };
}

test("the script shows the button, which plays after the days have loaded", async () => {
  const bar = createBar();
  const created = [];
  const player = { createDays: (...parts) => ({ toggle: () => created.push(parts) }) };
  addPlayButton(bar, () => Promise.resolve([player, PLAY]));
  assert.equal(bar.hidden, false);
  await bar.presses[0]();
  assert.deepEqual(created, [[bar, PLAY]]);
  assert.equal(bar.presses.length, 0, "the player handles a second press");
});

test("days that do not load can be requested again", async () => {
  const bar = createBar();
  addPlayButton(bar, () => Promise.reject(new Error("offline")));
  await bar.presses[0]();
  assert.equal(bar.button.disabled, false);
  assert.equal(bar.presses.length, 1);
});
