import assert from "node:assert/strict";
import { test } from "node:test";

import { changeOf, markChoice } from "../../campaign/browser/page/choices.js";

globalThis.document = { baseURI: "https://dashboard.example/map" };

// The links within one element of a class.
function createLinks(within, chosen) {
  const links = [];
  const parentElement = {
    querySelectorAll: () => links.filter((link) => link.hasAttribute("aria-current")),
    querySelector: () => links.find((link) => link.hasAttribute("aria-current")) ?? null,
  };
  for (const isChosen of chosen) {
    const attributes = new Map(isChosen ? [["aria-current", "true"]] : []);
    const link = {
      parentElement,
      getAttribute: (name) => (name === "href" ? `/map?${links.indexOf(link)}` : null),
      closest: (selector) => (selector.startsWith(within) ? {} : null),
      hasAttribute: (name) => attributes.has(name),
      setAttribute: (name, value) => attributes.set(name, value),
      removeAttribute: (name) => attributes.delete(name),
      value: () => attributes.get("aria-current"),
    };
    links.push(link);
  }
  return links;
}

const valuesOf = (links) => links.map((link) => link.value());

test("a link of a list is added to the chosen ones, or removed", () => {
  const links = createLinks(".dropdown", [true, false]);
  markChoice(links[1]);
  assert.deepEqual(valuesOf(links), ["true", "true"]);
  markChoice(links[0]);
  assert.deepEqual(valuesOf(links), [undefined, "true"]);
});

test("a link of a row replaces the chosen one", () => {
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

test("a second click on a link of a list undoes its choice", () => {
  const [link] = createLinks(".dropdown", [false]);
  assert.deepEqual(changeOf(link, "/map", new Set()), ["/map", "/map?0"]);
  assert.deepEqual(changeOf(link, "/map", new Set([link])), ["/map?0", "/map"]);
});

test("a link of a row starts from the one that was chosen after the page arrived", () => {
  const links = createLinks(".choice", [true, false]);
  assert.deepEqual(changeOf(links[1], "/map?0", new Set()), ["/map?0", "/map?1"]);
  markChoice(links[1]);
  assert.deepEqual(changeOf(links[0], "/map?0", new Set([links[1]])), ["/map?1", "/map?0"]);
});
