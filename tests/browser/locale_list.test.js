import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { readLocales } from "../../campaign/browser/first_paint/locale_list.js";

const { Worker: realWorker } = globalThis;
const { createObjectURL, revokeObjectURL } = URL;

let sources;
let revoked;

beforeEach(() => {
  sources = [];
  revoked = [];
  URL.createObjectURL = (blob) => `blob:${sources.push(blob)}`;
  URL.revokeObjectURL = (address) => revoked.push(address);
});

afterEach(() => {
  globalThis.Worker = realWorker;
  Object.assign(URL, { createObjectURL, revokeObjectURL });
});

test("a worker reads the locales, and its script is revoked afterwards", async () => {
  const workers = [];
  globalThis.Worker = class extends EventTarget {
    constructor(address) {
      super();
      workers.push([address, this]);
    }
  };
  readLocales();
  const [[address, worker]] = workers;
  assert.equal(address, "blob:1");
  assert.match(await sources[0].text(), /^Intl\.DateTimeFormat\.supportedLocalesOf\(/);
  assert.deepEqual(revoked, []);
  worker.dispatchEvent(new Event("message"));
  assert.deepEqual(revoked, ["blob:1"]);
});

test("a browser without workers raises no error", () => {
  globalThis.Worker = class {
    constructor() {
      throw new Error("not allowed");
    }
  };
  readLocales();
  assert.deepEqual(revoked, ["blob:1"]);
});
