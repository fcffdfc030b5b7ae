import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { readPlace, restorePlace } from "../../campaign/browser/first_paint/reader_position.js";

const BASE = "http://test/map";

beforeEach(() => {
  globalThis.document = { activeElement: null, baseURI: BASE };
});

const createCard = (key, top, height = 100) => ({
  dataset: { card: key },
  getBoundingClientRect: () => ({ top, bottom: top + height }),
});

function createFirst({ scrollTop = 0, cards = [], open = [], focus = null } = {}) {
  return {
    scrollTop,
    contains: (element) => element !== null && element === focus,
    querySelectorAll: (selector) => (selector === "[data-card]" ? cards : open),
  };
}

const cards = [createCard("map", -300), createCard("ranking", -40), createCard("media", 500)];

test("the position is the first card in the window, and its distance from the top", () => {
  const { card } = readPlace(createFirst({ scrollTop: 260, cards }));
  assert.deepEqual(card, { key: "ranking", top: -40 });
});

test("there is no position at the top of the page, and none below all cards", () => {
  assert.equal(readPlace(createFirst({ cards })).card, null);
  assert.equal(readPlace(createFirst({ scrollTop: 900, cards: [cards[0]] })).card, null);
});

test("the focus counts only inside the page", () => {
  const link = {};
  globalThis.document.activeElement = link;
  assert.equal(readPlace(createFirst({ focus: link })).focus, link);
  assert.equal(readPlace(createFirst()).focus, null);
  const first = createFirst();
  first.contains = () => true;
  globalThis.document.activeElement = first;
  assert.equal(readPlace(first).focus, null);
});

test("open tables are listed by the keys of their cards", () => {
  const open = [createCard("map", 0), createCard("media", 0)];
  assert.deepEqual(readPlace(createFirst({ open })).tables, ["map", "media"]);
});

// The live app: its scroller, its cards by key, and the elements that can have the focus.
function createRoot({ live = {}, links = [], toggles = {} } = {}) {
  const scroller = { scrollTop: 10 };
  const root = {
    scroller,
    querySelector(selector) {
      if (selector === '[data-testid="stMain"]') return scroller;
      const toggle = selector.match(/^\.st-key-(\w+) \[data-do="table"\]$/);
      if (toggle) return toggles[toggle[1]] ?? null;
      const top = live[selector.replace(".st-key-", "")];
      return top === undefined ? null : { getBoundingClientRect: () => ({ top }) };
    },
    querySelectorAll: () => links,
  };
  return root;
}

function createLink(words, href, nodeName = "A") {
  const link = { nodeName, textContent: words, href, calls: [] };
  link.checkVisibility = () => true;
  link.getAttribute = (name) => (name === "href" ? (href ?? null) : null);
  link.focus = (options) => link.calls.push(options);
  return link;
}

const NOWHERE = { card: null, focus: null, tables: [], menus: [] };

test("the live page scrolls until the card has its former position", () => {
  const root = createRoot({ live: { ranking: 210 } });
  restorePlace(root, { ...NOWHERE, card: { key: "ranking", top: -40 } });
  assert.equal(root.scroller.scrollTop, 10 + 250);
});

test("the live page does not scroll without the card or without a position", () => {
  const root = createRoot();
  restorePlace(root, { ...NOWHERE, card: { key: "ranking", top: -40 } });
  restorePlace(root, NOWHERE);
  assert.equal(root.scroller.scrollTop, 10);
});

test("the focus moves to the link with the same text to the same page", () => {
  const others = [
    createLink("Timeline", "http://test/map"),
    createLink("Map", "http://test/timeline"),
  ];
  const same = createLink(" Timeline ", "http://test/timeline?lang=ky");
  const root = createRoot({ links: [...others, same] });
  restorePlace(root, { ...NOWHERE, focus: createLink("Timeline", "/timeline?lang=ru") });
  assert.deepEqual(same.calls, [{ preventScroll: true }]);
  assert.deepEqual([...others[0].calls, ...others[1].calls], []);
});

test("the focus of a choice moves to a button, that of a list to a summary", () => {
  for (const nodeName of ["BUTTON", "SUMMARY"]) {
    const control = createLink("Naryn", undefined, nodeName);
    restorePlace(createRoot({ links: [control] }), {
      ...NOWHERE,
      focus: createLink("Naryn", nodeName === "BUTTON" ? "/map?oblast=KG-N" : undefined),
    });
    assert.equal(control.calls.length, 1, nodeName);
  }
});

test("a link in a drawing, whose address is an object, causes no error", () => {
  const region = createLink("Naryn oblast\n104", "/map?oblast=KG-N", "a");
  region.href = { baseVal: "/map?oblast=KG-N" };
  const input = { clicks: 0, click: () => (input.clicks += 1) };
  restorePlace(createRoot({ toggles: { map: input } }), {
    ...NOWHERE,
    focus: region,
    tables: ["map", "media"],
  });
  assert.equal(input.clicks, 1);
});
