import assert from "node:assert/strict";
import { test } from "node:test";

import { changeOf, markChoice } from "../../campaign/browser/links/links.js";

// A link within one place of a class, with the other links of that place.
function createLinks(within, chosen) {
  const links = [];
  const parentElement = {
    querySelectorAll: () => links.filter((link) => link.hasAttribute("aria-current")),
    querySelector: () => links.find((link) => link.hasAttribute("aria-current")) ?? null,
  };
  for (const isChosen of chosen) {
    const attributes = new Map(isChosen ? [["aria-current", "true"]] : []);
    links.push({
      parentElement,
      pathname: "/map",
      search: `?${links.length}`,
      closest: (selector) => (selector.startsWith(within) ? {} : null),
      hasAttribute: (name) => attributes.has(name),
      setAttribute: (name, value) => attributes.set(name, value),
      removeAttribute: (name) => attributes.delete(name),
      value: () => attributes.get("aria-current"),
    });
  }
  return links;
}

const valuesOf = (links) => links.map((link) => link.value());

test("one of a list is added to those chosen, or removed", () => {
  const links = createLinks(".dropdown", [true, false]);
  markChoice(links[1]);
  assert.deepEqual(valuesOf(links), ["true", "true"]);
  markChoice(links[0]);
  assert.deepEqual(valuesOf(links), [undefined, "true"]);
});

test("one of a row takes the place of the other", () => {
  const links = createLinks(".choice", [true, false]);
  markChoice(links[1]);
  assert.deepEqual(valuesOf(links), [undefined, "true"]);
  markChoice(links[1]);
  assert.deepEqual(valuesOf(links), [undefined, "true"]);
});

test("a page of the menu is marked as a page", () => {
  const menu = createLinks(".menu", [true, false]);
  markChoice(menu[1]);
  assert.deepEqual(valuesOf(menu), [undefined, "page"]);
});

test("one of many that is pressed again takes its choice back", () => {
  const [link] = createLinks(".dropdown", [false]);
  assert.deepEqual(changeOf(link, "/map", new Set()), ["/map", "/map?0"]);
  assert.deepEqual(changeOf(link, "/map", new Set([link])), ["/map?0", "/map"]);
});

test("one of a row leads on from the one that has been chosen since the page came", () => {
  const links = createLinks(".choice", [true, false]);
  assert.deepEqual(changeOf(links[1], "/map?0", new Set()), ["/map?0", "/map?1"]);
  markChoice(links[1]);
  assert.deepEqual(changeOf(links[0], "/map?0", new Set([links[1]])), ["/map?1", "/map?0"]);
});
