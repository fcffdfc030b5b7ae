import assert from "node:assert/strict";
import { test } from "node:test";

import { pictureAt, setFont } from "../../campaign/browser/chart/picture.js";

const narrow = { from: 0, widths: [300, 500], heights: null, parts: ["narrow ", [10, 30]] };
const wide = {
  from: 600,
  widths: [700, 900],
  heights: [400, 500],
  parts: ['<path d="', 1, '" x="', [10, 30], '" y="', [5, 5, 25], '"/>'],
};
const payload = (height = { px: 400, narrow_px: 300 }) => ({
  picture: { drawings: [narrow, wide], outlines: ["M0 0", "M1 1"] },
  height,
});

test("a column takes the drawing for its width", () => {
  assert.equal(pictureAt(payload(), 400), "narrow 20");
  assert.match(pictureAt(payload(), 700), /^<path d="M1 1" x="10" y="5"/);
});

test("numbers change evenly between both widths and beyond them", () => {
  assert.match(pictureAt(payload(), 800), / x="20" /);
  assert.match(pictureAt(payload(), 1000), / x="40" /);
  assert.match(pictureAt(payload(), 701), / x="10.1" /);
});

test("the height changes its numbers alone", () => {
  const taller = { px: 450, narrow_px: 300 };
  assert.match(pictureAt(payload(taller), 700), / x="10" y="15"/);
});

test("a drawing of one size stays as it is", () => {
  const one = { from: 0, widths: [700], heights: null, parts: ["all"] };
  assert.equal(pictureAt({ picture: { drawings: [one] }, height: { px: 1 } }, 900), "all");
});

test("a file has a typeface of its own", () => {
  const svg = `<svg font-family="'Source Sans 3',Arial" width="1"><text/></svg>`;
  assert.equal(setFont(svg, "Arial"), `<svg font-family="Arial" width="1"><text/></svg>`);
});
