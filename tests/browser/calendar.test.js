import assert from "node:assert/strict";
import { test } from "node:test";

import { dateAt, datesOf } from "../../campaign/browser/shared/calendar.js";

test("days are counted from the first, over months and leap days", () => {
  assert.equal(dateAt("2017-07-31", 0), "2017-07-31");
  assert.equal(dateAt("2017-07-31", 1), "2017-08-01");
  assert.equal(dateAt("2024-02-28", 1), "2024-02-29");
  assert.equal(dateAt("2017-07-31", 112), "2017-11-20");
});

test("a range has all its days, including the first and the last", () => {
  assert.deepEqual(datesOf({ start: "2017-12-30", days: 4 }), [
    "2017-12-30",
    "2017-12-31",
    "2018-01-01",
    "2018-01-02",
  ]);
});
