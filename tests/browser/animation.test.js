import assert from "node:assert/strict";
import { test } from "node:test";

import {
  changeOn,
  countryOn,
  dayOn,
  highestOn,
  isAtEnd,
  unitOn,
} from "../../campaign/browser/shared/animation.js";
import { PLAY } from "./play.js";

test("a change holds until the next one, also over a gap", () => {
  const changes = [
    [2, "a"],
    [5, "b"],
  ];
  assert.equal(changeOn(changes, 1), null);
  assert.deepEqual(changeOn(changes, 2), [2, "a"]);
  assert.deepEqual(changeOn(changes, 4), [2, "a"]);
  assert.deepEqual(changeOn(changes, 5), [5, "b"]);
  assert.deepEqual(changeOn(changes, 900), [5, "b"]);
  assert.equal(changeOn(undefined, 3), null);
});

test("a unit has the values accumulated until the day", () => {
  const none = { classIndex: 0, words: "—", value: null, people: "", at: null };
  assert.deepEqual(unitOn(PLAY, "KG-N", 0), none);
  assert.deepEqual(unitOn(PLAY, "KG-N", 6), {
    classIndex: 3,
    words: "6.2",
    value: 6.22,
    people: "(299)",
    at: 0.5,
  });
  assert.equal(unitOn(PLAY, "KG-N", 9).value, 12);
  assert.equal(unitOn(PLAY, "nowhere", 9).classIndex, null);
});

test("a day has the value of the country and the highest region", () => {
  assert.equal(countryOn(PLAY, 1), "0.0");
  assert.equal(countryOn(PLAY, 8), "4.1");
  assert.equal(highestOn(PLAY, 1), undefined);
  assert.equal(highestOn(PLAY, 8), "Naryn oblast, 12.0");
});

test("the last day and null are the end, and so is every day without an animation", () => {
  assert.equal(isAtEnd(PLAY, 8), false);
  assert.equal(isAtEnd(PLAY, 9), true);
  assert.equal(isAtEnd(PLAY, null), true);
  assert.equal(isAtEnd(null, 3), true);
});

test("a date is a day of the animation, or its end", () => {
  assert.equal(dayOn(PLAY, "2017-08-03"), 3);
  assert.equal(dayOn(PLAY, "2017-01-01"), 0);
  assert.equal(dayOn(PLAY, "2017-08-09"), null);
});

test("another range of days keeps the date", () => {
  const later = { ...PLAY, start: "2017-08-02", days: 20 };
  assert.equal(dayOn(later, "2017-08-04"), 2);
  assert.equal(dayOn(later, "2017-07-31"), 0, "a day before the first becomes the first");
  assert.equal(dayOn(later, "2017-08-30"), null, "a day after the last becomes the end");
});
