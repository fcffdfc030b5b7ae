import assert from "node:assert/strict";
import { test } from "node:test";

import { placeOn } from "../../campaign/browser/public/strip_marks.js";

test("a region is marked at its position on the strip, with its label above", () => {
  const { path, x, y, anchor } = placeOn("10 400 200", "0.25");
  assert.equal(x, 60);
  assert.ok(path.startsWith("M60 400l"));
  assert.ok(y < 400);
  assert.equal(anchor, "middle");
  assert.deepEqual(
    ["0", "1"].map((at) => placeOn("0 0 300", at).anchor),
    ["start", "end"],
  );
});
