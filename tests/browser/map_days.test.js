import assert from "node:assert/strict";
import { test } from "node:test";

import { anchorOf, countsOn } from "../../campaign/browser/public/map_days.js";
import { addPlayButton } from "../../campaign/browser/public/play_button.js";
import { PLAY } from "./play.js";

test("the legend counts the regions of each class on a day, those without a class in none", () => {
  assert.deepEqual(countsOn(PLAY, 0, 2), [0, 0]);
  assert.deepEqual(countsOn(PLAY, 5, 2), [0, 1], "the other region has not reported");
  const both = {
    ...PLAY,
    units: {
      a: [[0, 2, "1"]],
      b: [
        [0, 2, "1"],
        [3, 3, "9"],
      ],
    },
  };
  assert.deepEqual(countsOn(both, 2, 2), [2, 0]);
  assert.deepEqual(countsOn(both, 3, 2), [1, 1]);
});

test("words near an end of the legend begin or end at their place", () => {
  assert.deepEqual([0, 0.5, 1].map(anchorOf), ["start", "middle", "end"]);
});

// As much of a bar as the button needs.
function createBar() {
  const presses = [];
  const button = {
    disabled: false,
    addEventListener: (_, press) => presses.push(press),
    removeEventListener: (_, press) => presses.splice(presses.indexOf(press), 1),
  };
  return { hidden: true, querySelector: () => button, button, presses };
}

test("the button is seen with a script only, and plays once the days are there", async () => {
  const bar = createBar();
  const made = [];
  const player = { createDays: (...parts) => ({ toggle: () => made.push(parts) }) };
  addPlayButton(bar, () => Promise.resolve([player, PLAY]));
  assert.equal(bar.hidden, false);
  await bar.presses[0]();
  assert.deepEqual(made, [[bar, PLAY]]);
  assert.equal(bar.presses.length, 0, "a second press is the player's");
});

test("days that do not arrive can be asked for again", async () => {
  const bar = createBar();
  addPlayButton(bar, () => Promise.reject(new Error("offline")));
  await bar.presses[0]();
  assert.equal(bar.button.disabled, false);
  assert.equal(bar.presses.length, 1);
});
