import assert from "node:assert/strict";
import { test } from "node:test";

import { marksOf, placeAgain, placeByKey, plainText } from "../../campaign/browser/chart/marks.js";

const BARS = {
  x: [1, null, 3],
  hovertext: ["<b>Lecture</b><br>10 &amp; more", "gone", "Flash mob"],
  customdata: ["type=lecture", "type=gone", "type=flash_mob"],
  meta: { walk: true, selected: ["type=flash_mob"] },
};

test("marks have the order of the drawing, a label and a code", () => {
  assert.deepEqual(marksOf([{ x: [1], text: ["not walked"] }, BARS]), [
    { curve: 1, i: 0, code: "type=lecture", label: "Lecture, 10 & more", isChosen: false },
    { curve: 1, i: 2, code: "type=flash_mob", label: "Flash mob", isChosen: true },
  ]);
});

test("a mark without code cannot be chosen, and a hidden trace has none", () => {
  const lines = { locations: ["KG-N"], text: ["Naryn"], meta: { walk: true } };
  assert.deepEqual(marksOf([lines]), [
    { curve: 0, i: 0, code: null, label: "Naryn", isChosen: null },
  ]);
  assert.deepEqual(marksOf([{ ...lines, visible: false }]), []);
});

const MARKS = ["Batken", "Bishkek", "Chui", "Naryn"].map((label) => ({ label, code: label }));

test("arrows move one mark forward or back and stop at the ends", () => {
  for (const key of ["ArrowRight", "ArrowDown"]) {
    assert.deepEqual(
      [0, 2, 3].map((place) => placeByKey(MARKS, place, key)),
      [1, 3, 3],
    );
  }
  for (const key of ["ArrowLeft", "ArrowUp"]) {
    assert.deepEqual(
      [0, 1, 3].map((place) => placeByKey(MARKS, place, key)),
      [0, 0, 2],
    );
  }
  assert.equal(placeByKey(MARKS, 2, "Home"), 0);
  assert.equal(placeByKey(MARKS, 1, "End"), 3);
});

test("a letter moves to the next mark that begins with it, and wraps around", () => {
  assert.equal(placeByKey(MARKS, 0, "b"), 1);
  assert.equal(placeByKey(MARKS, 1, "B"), 0);
  assert.equal(placeByKey(MARKS, 0, "n"), 3);
  assert.equal(placeByKey(MARKS, 2, "x"), 2);
});

test("other keys move to no mark", () => {
  for (const key of ["Enter", " ", "Escape", "Tab", "F1"]) {
    assert.equal(placeByKey(MARKS, 1, key), null, key);
  }
});

test("the active mark is the same after another drawing", () => {
  const fewer = MARKS.slice(1);
  assert.equal(placeAgain(MARKS[3], 3, fewer), 2);
  assert.equal(placeAgain(MARKS[0], 0, fewer), 0);
  assert.equal(placeAgain({ ...MARKS[0], label: "x" }, 3, MARKS.slice(1, 3)), 1);
  assert.equal(placeAgain(undefined, 2, MARKS), 2);
});

test("the text of a tooltip has no markup", () => {
  assert.equal(plainText("<b>A</b><br/>b&nbsp;c &lt;d&gt; "), "A, b c <d>");
  assert.equal(plainText(null), "");
});
