import assert from "node:assert/strict";
import { test } from "node:test";

import { createLargeFiles } from "../../campaign/browser/page/large_files.js";

const big = { name: "big.csv", size: 51 };
const good = { name: "good.csv", size: 50 };

function start(inUploader = true) {
  const looks = {};
  const told = [];
  const uploader = { isConnected: true };
  const target = { closest: () => (inUploader ? uploader : null), files: [] };
  globalThis.document = { addEventListener: (type, look) => (looks[type] = look) };
  const files = createLargeFiles();
  files.watch();
  files.use(50, (names) => told.push(names));
  const choose = (chosen) => looks.change({ type: "change", target: { ...target, files: chosen } });
  const drop = (dropped) => looks.drop({ type: "drop", target, dataTransfer: { files: dropped } });
  return { files, told, uploader, choose, drop };
}

test("a file over the limit is named once its uploader has gone, and not again", () => {
  const { files, told, uploader, choose, drop } = start();
  choose([good, big]);
  drop([{ name: "second.csv", size: 99 }]);
  files.complete();
  assert.deepEqual(told, []); // the uploader says so itself, and still sends files
  uploader.isConnected = false;
  files.complete();
  files.complete();
  assert.deepEqual(told, [["big.csv", "second.csv"]]);
});

test("files within the limit, and those of other fields, are not named", () => {
  for (const [inUploader, chosen] of [
    [true, [good]],
    [false, [big]],
  ]) {
    const { files, told, uploader, choose } = start(inUploader);
    choose(chosen);
    uploader.isConnected = false;
    files.complete();
    assert.deepEqual(told, []);
  }
});
