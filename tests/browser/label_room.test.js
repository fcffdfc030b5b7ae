import assert from "node:assert/strict";
import { test } from "node:test";

import { makeLabelRoom } from "../../campaign/browser/chart/label_room.js";

// Each letter is as wide as half the size of the font.
const measureIn = (font) => {
  assert.match(font, /^\d+px Sans$/);
  return (words) => (words.length * parseInt(font, 10)) / 2;
};

const layoutOf = (axes, margin = { l: 8, r: 12, t: 30, b: 45 }) => ({
  font: { size: 14, family: "Sans" },
  margin: { ...margin },
  xaxis: { automargin: true, ticktext: ["a long name"] },
  ...axes,
});

function roomOf(layout) {
  makeLabelRoom(layout, measureIn);
  return layout.margin.l;
}

test("the margin fits the widest line of the labels, and Plotly adds none itself", () => {
  const layout = layoutOf({ yaxis: { automargin: true, ticktext: ["Osh", "Issyk<br>Kul"] } });
  assert.equal(roomOf(layout), Math.ceil(5 * 7 + 0.5 + 8));
  assert.equal(layout.yaxis.automargin, false);
  assert.equal(layout.xaxis.automargin, true);
});

test("the size of the ticks, their distance and the line of the axis count", () => {
  const axis = { automargin: true, ticktext: ["Talas"], tickfont: { size: 20 } };
  const layout = layoutOf({ yaxis: { ...axis, ticklabelstandoff: 6, linewidth: 3 } });
  assert.equal(roomOf(layout), Math.ceil(5 * 10 + 6 + 1.5 + 8));
});

test("of several axes the one with the widest labels decides", () => {
  const layout = layoutOf({
    yaxis: { automargin: true, ticktext: ["100"] },
    yaxis2: { automargin: true, ticktext: ["10,000"] },
  });
  assert.equal(roomOf(layout), Math.ceil(6 * 7 + 0.5 + 8));
  assert.equal(layout.yaxis2.automargin, false);
});

test("the space around the labels is at most 12 px, and no more than the smallest margin", () => {
  const roomIn = (margin) =>
    roomOf(layoutOf({ yaxis: { automargin: true, ticktext: ["Osh"] } }, margin));
  assert.equal(roomIn({ l: 20, r: 84, t: 30, b: 45 }), Math.ceil(21.5 + 12));
  assert.equal(roomIn({ l: 20, r: 84, t: 30, b: 4 }), Math.ceil(21.5 + 4));
});

test("a margin that is wide enough is unchanged", () => {
  const axes = { yaxis: { automargin: true, ticktext: ["1"] } };
  assert.equal(roomOf(layoutOf(axes, { l: 42, r: 20, t: 4, b: 66 })), 42);
});

test("labels with tags, and axes without labels, are left to Plotly", () => {
  for (const axis of [
    { automargin: true, ticktext: ["Osh", "<b>Talas</b>"] },
    { automargin: true, ticktext: ["Osh &amp; Talas"] },
    { automargin: true },
    { automargin: true, visible: false, ticktext: ["Osh"] },
    { automargin: true, showticklabels: false, ticktext: ["Osh"] },
  ]) {
    const layout = layoutOf({ yaxis: axis });
    assert.equal(roomOf(layout), 8);
    assert.equal(layout.yaxis.automargin, true);
  }
});

test("a chart without a margin is unchanged", () => {
  assert.doesNotThrow(() => makeLabelRoom({ yaxis: { range: [0, 1] } }, measureIn));
});
