import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { createPageHistory } from "../../campaign/browser/links/history.js";

let places;
let pageHistory;

class History {
  pushState(state, title, address) {
    places.push(address);
    Object.assign(globalThis.location, {
      href: `http://any${address}`,
      pathname: address.split("?")[0],
    });
  }
}

beforeEach(() => {
  places = [];
  globalThis.location = { href: "http://any/", pathname: "/" };
  globalThis.history = new History();
  pageHistory = createPageHistory();
});

test("the new query beside the page that is left is no place of its own", () => {
  pageHistory.addSingleEntry("/map?lang=ru");
  for (const address of ["/?lang=ru", "/map?lang=ru", "/map?lang=en"])
    globalThis.history.pushState(0, "", address);
  assert.deepEqual(places, ["/map?lang=ru", "/map?lang=en"]);
});

test("of two pages asked for one after the other the last one is a place", () => {
  pageHistory.addSingleEntry("/map");
  pageHistory.addSingleEntry("/timeline");
  for (const address of ["/?lang=ru", "/map", "/timeline"])
    globalThis.history.pushState(0, "", address);
  assert.deepEqual(places, ["/timeline"]);
});

test("whoever comes back to the page at once has all places from then on", () => {
  pageHistory.addSingleEntry("/map");
  pageHistory.addSingleEntry("/?oblast=KG-B");
  globalThis.history.pushState(0, "", "/?oblast=KG-B");
  assert.deepEqual(places, ["/?oblast=KG-B"]);
});

test("a page that does not come leaves the history as it was, after ten seconds", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  pageHistory.addSingleEntry("/map");
  globalThis.history.pushState(0, "", "/?lang=ru");
  mock.timers.tick(10_000);
  globalThis.history.pushState(0, "", "/?lang=en");
  mock.timers.reset();
  assert.deepEqual(places, ["/?lang=en"]);
});
