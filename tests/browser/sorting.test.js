import assert from "node:assert/strict";
import { test } from "node:test";

import { compareCells, sortRows, toNumber } from "../../campaign/browser/figure/sorting.js";

const rowsOf = (cells) => cells.map((cell, place) => ({ place, cells: [cell] }));
const sorted = (cells, order) => sortRows(rowsOf(cells), 0, order).map(({ cells: [cell] }) => cell);

test("a number is read in the format of each language", () => {
  assert.equal(toNumber("1,234.5", "en"), 1234.5);
  assert.equal(toNumber("1\u00a0234,5", "ru"), 1234.5);
  assert.equal(toNumber("74,4\u00a0%", "ky"), 74.4);
  assert.equal(toNumber("\u221212", "ru"), -12);
  assert.ok(Number.isNaN(toNumber("not reported", "en")));
  assert.ok(Number.isNaN(toNumber("–", "en")));
});

test("numbers are sorted by value in both directions, and other cells are last", () => {
  const cells = ["not reported", "1 000", "–", "20", "3"];
  const order = { kind: "number", lang: "ru", isFalling: false };
  assert.deepEqual(sorted(cells, order), ["3", "20", "1 000", "not reported", "–"]);
  assert.deepEqual(sorted(cells, { ...order, isFalling: true }), [
    "1 000",
    "20",
    "3",
    "not reported",
    "–",
  ]);
  for (const isFalling of [false, true]) {
    assert.ok(compareCells("–", "3", { ...order, isFalling }) > 0);
    assert.ok(compareCells("3", "–", { ...order, isFalling }) < 0);
  }
});

test("texts are sorted by the alphabet of the language", () => {
  const order = { kind: "", lang: "ru", isFalling: false };
  assert.deepEqual(sorted(["Чуй", "Баткен", "Ёлка", "Ош"], order), ["Баткен", "Ёлка", "Ош", "Чуй"]);
  assert.ok(compareCells("a", "b", { ...order, isFalling: true }) > 0);
});

test("days have the original order of the table, or its reverse", () => {
  const days = ["31 July 2017", "1 August 2017", "20 November 2017"];
  const order = { kind: "date", lang: "en", isFalling: false };
  assert.deepEqual(sorted(days, order), days);
  assert.deepEqual(sorted(days, { ...order, isFalling: true }), [...days].reverse());
});
