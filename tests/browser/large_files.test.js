import assert from "node:assert/strict";
import { test } from "node:test";

import { createLargeFiles } from "../../campaign/browser/page/large_files.js";

const big = { name: "big.csv", size: 51 };
const good = { name: "good.csv", size: 50 };

function start(inUploader = true) {
  const listeners = {};
  const reports = [];
  const uploader = { isConnected: true };
  const target = { closest: () => (inUploader ? uploader : null), files: [] };
  globalThis.document = { addEventListener: (type, listener) => (listeners[type] = listener) };
  const files = createLargeFiles();
  files.watch();
  files.use(50, (names) => reports.push(names));
  const choose = (chosen) =>
    listeners.change({ type: "change", target: { ...target, files: chosen } });
  const drop = (dropped) =>
    listeners.drop({ type: "drop", target, dataTransfer: { files: dropped } });
  return { files, reports, uploader, choose, drop };
}

test("a file over the limit is reported once, after its uploader is removed", () => {
  const { files, reports, uploader, choose, drop } = start();
  choose([good, big]);
  drop([{ name: "second.csv", size: 99 }]);
  files.complete();
  assert.deepEqual(reports, []); // the uploader reports it itself, and still sends files
  uploader.isConnected = false;
  files.complete();
  files.complete();
  assert.deepEqual(reports, [["big.csv", "second.csv"]]);
});

test("files within the limit, and those of other fields, are not reported", () => {
  for (const [inUploader, chosen] of [
    [true, [good]],
    [false, [big]],
  ]) {
    const { files, reports, uploader, choose } = start(inUploader);
    choose(chosen);
    uploader.isConnected = false;
    files.complete();
    assert.deepEqual(reports, []);
  }
});
