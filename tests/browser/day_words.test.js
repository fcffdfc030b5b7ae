import assert from "node:assert/strict";
import { test } from "node:test";

import {
  dayWords,
  detailsOn,
  fillIn,
  headlineOn,
  legendTitleOn,
  longestDayWords,
  longestHeadline,
  sentenceOn,
  tooltipOn,
} from "../../campaign/browser/shared/day_words.js";
import { unitOn } from "../../campaign/browser/shared/animation.js";
import { PLAY } from "./play.js";

test("a day has a number and a date; null is the last day", () => {
  assert.equal(dayWords(PLAY, 0), "Day 1\u00a0· 31 July 2017");
  assert.equal(dayWords(PLAY, 1), "Day 2\u00a0· 1 August 2017");
  assert.equal(dayWords(PLAY, null), "Day 10\u00a0· 9 August 2017");
  assert.equal(dayWords({ ...PLAY, first: 30 }, 1), "Day 31\u00a0· 1 August 2017");
});

test("the headline names the highest region if there is one", () => {
  assert.equal(headlineOn(PLAY, 1), "Kyrgyzstan: 0.0.");
  assert.equal(headlineOn(PLAY, 3), "Kyrgyzstan: 2.0. Highest: Naryn oblast, 6.2.");
});

test("the headline of no day is longer than the longest headline", () => {
  const longest = longestHeadline(PLAY).length;
  for (let day = 0; day < PLAY.days; day += 1) assert.ok(headlineOn(PLAY, day).length <= longest);
  assert.equal(longestDayWords(PLAY), "Day 10\u00a0· 9 August 2017");
});

test("the sentence has the period, up to three chosen units and the country", () => {
  const period = "Rate: Day 6\u00a0· 5 August 2017, counted from 31 July 2017.";
  const country = "Kyrgyzstan: 2.0. Highest: Naryn oblast, 6.2.";
  assert.equal(sentenceOn(PLAY, 5), `${period} ${country}`);
  const chosen = { "KG-N": "Naryn oblast", "KG-T": "Talas oblast" };
  const two = "Naryn oblast: 6.2; Talas oblast: not reported.";
  assert.equal(sentenceOn({ ...PLAY, chosen }, 5), `${period} ${two} ${country}`);
  const many = { ...chosen, a: "A", b: "B" };
  assert.equal(sentenceOn({ ...PLAY, chosen: many }, 5), `${period} ${country}`);
  const caution = "Large regions lead by themselves.";
  assert.equal(sentenceOn({ ...PLAY, caution }, 5), `${period} ${country} ${caution}`);
});

test("the details omit the date and what the headline says", () => {
  const period = "Rate: Day 6, counted from 31 July 2017.";
  assert.equal(detailsOn(PLAY, 5), period);
  const chosen = { "KG-N": "Naryn oblast" };
  const caution = "Large regions lead by themselves.";
  assert.equal(
    detailsOn({ ...PLAY, chosen, caution }, 5),
    `${period} Naryn oblast: 6.2. ${caution}`,
  );
});

test("the legend's title has the day, also before the values of the days have loaded", () => {
  assert.equal(legendTitleOn(PLAY, 3), "Rate · Day 4");
  assert.equal(legendTitleOn({ ...PLAY, units: {}, country: undefined }, 3), "Rate · Day 4");
});

test("a tooltip has a state, or a value with its number of people", () => {
  const lines = (code) => tooltipOn(PLAY, "Name", unitOn(PLAY, code, 5), 5).split("<br>");
  assert.deepEqual(lines("KG-N"), [
    "Name",
    "Rate: 6.2",
    "People reached: 299",
    "Day 6\u00a0· 5 August 2017",
  ]);
  assert.deepEqual(lines("KG-T"), ["Name", "not reported", "Day 6\u00a0· 5 August 2017"]);
});

test("inserted values are never read as patterns", () => {
  assert.equal(fillIn("{a} {b} {c}", { a: "$&", b: "{a}" }), "$& {a} {c}");
});
