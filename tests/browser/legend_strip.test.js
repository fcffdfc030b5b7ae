import assert from "node:assert/strict";
import { test } from "node:test";

import { anchorOf, showStripOn } from "../../campaign/browser/shared/legend_strip.js";
import { PLAY } from "./play.js";

const font = { size: 12 };

const layoutOf = () => ({
  xaxis: { domain: [0, 0.5] },
  meta: { strip: { counts: { 3: "{n}", 1: "not reported ({n})" }, up: 40 } },
  shapes: [{}, { name: "region:KG-N" }, { name: "region:KG-T" }],
  annotations: [
    { text: "Osh" },
    { name: "title", text: "<b>Rate</b>", font },
    { name: "count:3", text: "2", font },
    { name: "count:1", text: "not reported (0)", font },
    { name: "average", text: "National average: 9.9", font, x: 0.7 },
    { name: "region:KG-N", text: "Naryn", font, x: 0.9 },
    { name: "region:KG-T", text: "Talas", font, x: 0.1 },
  ],
});

const on = (day, width = 800) => {
  const layout = layoutOf();
  showStripOn(layout, { play: PLAY, day }, width);
  return {
    words: Object.fromEntries(layout.annotations.map((a) => [a.name ?? "", a])),
    shapes: Object.fromEntries(layout.shapes.map((s) => [s.name ?? "", s])),
  };
};

test("on a day the strip has the counts, average and regions of the day", () => {
  const { words, shapes } = on(5);
  assert.equal(words.title.text, "<b>Rate · Day 6</b>");
  assert.equal(words["count:3"].text, "1");
  assert.equal(words["count:1"].text, "not reported (1)");
  assert.equal(words.average.text, "National average: 2.0");
  assert.equal(words.average.x, 0.2);
  assert.deepEqual([words["region:KG-N"].x, shapes["region:KG-N"].xanchor], [0.5, 0.5]);
  // A region without a value on that day is not on the strip.
  assert.equal(words["region:KG-T"].visible, false);
  assert.equal(shapes["region:KG-T"].visible, false);
  assert.deepEqual(words[""], { text: "Osh" });
});

test("in two languages the average has both names on a day too", () => {
  const layout = layoutOf();
  layout.meta.strip.average = "Average: {value}<br>Orto";
  showStripOn(layout, { play: PLAY, day: 5 }, 800);
  const average = layout.annotations.find(({ name }) => name === "average");
  assert.equal(average.text, "Average: 2.0<br>Orto");
  assert.equal(average.align, "center");
});

test("the day is not added to a title that would be wider than the figure", () => {
  assert.equal(on(5, 60).words.title.text, "<b>Rate</b>");
});

test("labels that would touch those before them are hidden", () => {
  const play = { ...PLAY, units: { ...PLAY.units, "KG-T": [[0, 3, "6.0", 6, "", 0.49]] } };
  const layout = layoutOf();
  showStripOn(layout, { play, day: 5 }, 800);
  const visible = Object.fromEntries(layout.annotations.map((a) => [a.name, a.visible]));
  assert.deepEqual([visible["region:KG-T"], visible["region:KG-N"]], [true, false]);
  play.units["KG-T"] = [[0, 3, "6.0", 6, "", 0.3]];
  showStripOn(layout, { play, day: 5 }, 800);
  assert.equal(layout.annotations.find(({ name }) => name === "region:KG-N").visible, true);
});

test("labels near an end of the strip begin or end there", () => {
  const words = "ten letters";
  assert.deepEqual(
    [0, 0.5, 1].map((at) => anchorOf(at, words, 300, 12)),
    ["left", "center", "right"],
  );
  // Half of the label is 36 px wide.
  assert.deepEqual(
    [0.11, 0.13, 0.87, 0.89].map((at) => anchorOf(at, words, 300, 12)),
    ["left", "center", "center", "right"],
  );
});

test("a figure without a strip is unchanged", () => {
  const layout = { annotations: [{ name: "average", text: "x" }] };
  showStripOn(layout, { play: PLAY, day: 5 }, 800);
  assert.deepEqual(layout, { annotations: [{ name: "average", text: "x" }] });
});
