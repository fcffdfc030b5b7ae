import assert from "node:assert/strict";
import { test } from "node:test";

import { createTableRequest } from "../../campaign/browser/chart/table_request.js";

function createRecorder() {
  const sent = [];
  return { sent, request: createTableRequest((word) => sent.push(word)) };
}

test("a table that has not arrived with the chart is requested again, at most three times", () => {
  const { sent, request } = createRecorder();
  request.open();
  assert.deepEqual(
    [1, 2, 3, 4].map(() => request.isAwaited("")),
    [true, true, true, false],
  );
  assert.deepEqual(sent, ["open", "open", "open", "open"]);
});

test("a table that has arrived, or is closed, is not awaited", () => {
  const { sent, request } = createRecorder();
  assert.equal(request.isAwaited(""), false);
  request.open();
  assert.equal(request.isAwaited("<table>"), false);
  assert.equal(request.isAwaited(""), false);
  request.open();
  request.close();
  assert.equal(request.isAwaited(""), false);
  assert.deepEqual(sent, ["open", "open", "close"]);
});
