import assert from "node:assert/strict";
import { test } from "node:test";

import { brushedDays } from "../../campaign/browser/chart/brush.js";
import { createChoices } from "../../campaign/browser/shared/choices.js";

test("a message has the choices of the last seconds, each with a unique number", () => {
  const choices = createChoices();
  assert.deepEqual(choices.add("a", 10_000), [[10_000, "a"]]);
  assert.deepEqual(choices.add("b", 10_000), [
    [10_000, "a"],
    [10_001, "b"],
  ]);
  assert.deepEqual(choices.add("c", 13_001), [[13_001, "c"]]);
});

const TRACES = [{ x: ["2017-08-01T00:00:00", "2017-08-02"] }, { x: ["2017-08-09", 5] }, {}];

test("a range ends on the nearest midnights, in whichever direction it was drawn", () => {
  const range = { x: ["2017-08-05 09:00:00", "2017-08-02 20:00"], y: [0, 1] };
  assert.equal(brushedDays(range, TRACES), "from=2017-08-03&to=2017-08-05");
  const numbers = { x2: [Date.parse("2017-08-02"), Date.parse("2017-08-04")] };
  assert.equal(brushedDays(numbers, TRACES), "from=2017-08-02&to=2017-08-04");
  assert.equal(
    brushedDays({ x: ["2017-08-02", "2017-08-03"] }, TRACES),
    "from=2017-08-02&to=2017-08-03",
  );
});

test("a range drawn past the data ends with the data", () => {
  const past = { x: ["2017-07-01", "2018-01-01"] };
  assert.equal(brushedDays(past, TRACES), "from=2017-08-01&to=2017-08-09");
  assert.equal(brushedDays({ x: ["2018-01-01", "2018-02-01"] }, TRACES), null);
  assert.equal(brushedDays({ y: [0, 1] }, TRACES), null);
  assert.equal(brushedDays(undefined, TRACES), null);
});
