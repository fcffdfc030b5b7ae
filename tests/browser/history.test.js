import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { createPageHistory } from "../../campaign/browser/page/history.js";

let entries;
let pageHistory;

class History {
  pushState(state, title, address) {
    entries.push(address);
    Object.assign(globalThis.location, {
      href: `http://any${address}`,
      pathname: address.split("?")[0],
    });
  }
}

beforeEach(() => {
  entries = [];
  globalThis.location = { href: "http://any/", pathname: "/" };
  globalThis.history = new History();
  pageHistory = createPageHistory();
});

test("a new query on the page that is left adds no entry", () => {
  pageHistory.addSingleEntry("/?lang=ky", "/map?lang=ru");
  for (const address of ["/?lang=ru", "/map?lang=ru", "/map?lang=en"])
    globalThis.history.pushState(0, "", address);
  assert.deepEqual(entries, ["/map?lang=ru", "/map?lang=en"]);
});

test("of two pages requested one after the other only the last adds an entry", () => {
  pageHistory.addSingleEntry("/", "/map");
  pageHistory.addSingleEntry("/map", "/timeline");
  for (const address of ["/?lang=ru", "/map", "/timeline"])
    globalThis.history.pushState(0, "", address);
  assert.deepEqual(entries, ["/timeline"]);
});

test("a filter chosen while another page is awaited adds no entry of the page that is left", () => {
  pageHistory.addSingleEntry("/", "/map");
  pageHistory.addSingleEntry("/", "/?oblast=KG-B");
  for (const address of ["/?oblast=KG-B", "/map?oblast=KG-B"])
    globalThis.history.pushState(0, "", address);
  assert.deepEqual(entries, ["/map?oblast=KG-B"]);
});

test("after an immediate return to the page every address adds an entry", () => {
  pageHistory.addSingleEntry("/", "/map");
  pageHistory.addSingleEntry("/map", "/?oblast=KG-B");
  globalThis.history.pushState(0, "", "/?oblast=KG-B");
  assert.deepEqual(entries, ["/?oblast=KG-B"]);
});

test("ten seconds after the request of a page that does not load, every address adds one", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  pageHistory.addSingleEntry("/", "/map");
  globalThis.history.pushState(0, "", "/?lang=ru");
  mock.timers.tick(10_000);
  globalThis.history.pushState(0, "", "/?lang=en");
  mock.timers.reset();
  assert.deepEqual(entries, ["/?lang=en"]);
});
