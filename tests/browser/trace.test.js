import assert from "node:assert/strict";
import { test } from "node:test";

import { hatchTrace } from "../../campaign/browser/shared/hatching.js";
import { traceOn } from "../../campaign/browser/shared/trace.js";
import { PLAY } from "./play.js";

const CODES = ["oblast=KG-N", "type=other&oblast=KG-T"];

test("units have the class of the day", () => {
  const map = {
    locations: ["KG-N", "KG-T"],
    z: [9, 9],
    hovertext: ["Naryn<br>old", "Talas"],
    meta: { play: "z" },
  };
  const trace = traceOn(PLAY, map, 5);
  assert.deepEqual(trace.z, [3, 1]);
  assert.match(trace.hovertext[0], /^Naryn<br>Rate: 6\.2<br>/);
  assert.deepEqual(map.z, [9, 9], "the original trace is unchanged");
});

test("labels have the value, colour and people of the day", () => {
  const label = { customdata: CODES, text: ["", "T<br>old"] };
  label.textfont = { color: "#123456", shadow: ["0px 0px 2px #fff", "0px 0px 2px #000"] };
  const text = traceOn(PLAY, { ...label, meta: { play: "text" } }, 5);
  assert.deepEqual(text.text, ["6.2", "not reported"]);
  assert.deepEqual(text.textfont.color, ["#ffffff", "#000000"]);
  assert.equal(text.textfont.shadow, "auto", "the original shadow fits the original colour only");
  const people = traceOn(PLAY, { ...label, meta: { play: "people" } }, 5);
  assert.deepEqual(people.text, ["(299)", "T<br>"]);
});

test("a trace is unchanged at the end and without an animation", () => {
  const trace = { meta: { play: "z" }, z: [1] };
  assert.equal(traceOn(PLAY, trace, 9), trace);
  assert.equal(traceOn(PLAY, trace, null), trace);
  assert.equal(traceOn(null, trace, 3), trace);
  const plain = { z: [1] };
  assert.equal(traceOn(PLAY, plain, 3), plain);
});

test("hatching is on the units not reported on the day, on their own map only", () => {
  const lines = {
    "KG-N": { lon: [1, 2], lat: [3, 4], coarse: 1 },
    "KG-T": { lon: [5, 6], lat: [7, 8], coarse: 1 },
  };
  const hatching = { meta: { hatch: ["KG-N"], slot: 1, units: ["KG-N", "KG-T"] } };
  const lonOf = (trace, options) =>
    hatchTrace(trace, { play: null, day: null, lines, ...options }).lon;
  assert.deepEqual(lonOf(hatching), [1, 2, null], "without a day, the units of the trace");
  assert.deepEqual(lonOf(hatching, { play: PLAY, day: 3 }), []);
  assert.deepEqual(lonOf(hatching, { play: PLAY, day: 5 }), [5, 6, null]);
  assert.deepEqual(lonOf(hatching, { play: PLAY, day: 5, isCoarse: true }), [5, null]);
  const inset = { meta: { ...hatching.meta, units: ["KG-N"] } };
  assert.deepEqual(lonOf(inset, { play: PLAY, day: 5 }), []);
  assert.deepEqual(lonOf(hatching, { lines: null }), [], "the lines are not yet loaded");
});
