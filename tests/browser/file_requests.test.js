import assert from "node:assert/strict";
import { test } from "node:test";

import { createFileRequests } from "../../campaign/browser/chart/file_requests.js";

function createRequests() {
  let count = 0;
  const requests = createFileRequests(() => {
    count += 1;
  });
  return { requests, count: () => count };
}

test("there is one request until the picture arrives, and all callers continue", async () => {
  const { requests, count } = createRequests();
  const both = Promise.all([requests.request(60_000), requests.request(60_000)]);
  requests.arrive();
  await both;
  assert.equal(count(), 1);
  const again = requests.request(60_000);
  requests.arrive();
  await again;
  assert.equal(count(), 2);
});

test("a caller continues after a timeout and may request again", async () => {
  const { requests, count } = createRequests();
  await requests.request(1);
  await requests.request(1);
  assert.equal(count(), 2);
});
