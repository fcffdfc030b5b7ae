import assert from "node:assert/strict";
import { test } from "node:test";

import { composeChart, heightFor } from "../../campaign/browser/chart/composition.js";
import { setAttribute } from "../../campaign/browser/shared/patch.js";
import { PLAY } from "./play.js";

const STATIC = { width: 1000, moment: null, lines: null, brush: { isOn: false, count: 0 } };

const ranking = () => ({
  figure: {
    data: [
      {
        type: "bar",
        customdata: ["oblast=KG-T", "oblast=KG-N"],
        hovertext: ["Talas", "Naryn"],
        textfont: { size: 14 },
        marker: { opacity: [1, 1] },
        meta: { play: "bars" },
      },
    ],
    layout: {
      font: { color: "#111111" },
      xaxis: { range: [0, 20] },
      yaxis: { ticktext: ["Talas", "Naryn"] },
      shapes: [{}],
      annotations: [{ xanchor: "right" }],
    },
  },
  height: { px: 300 },
});

test("a height follows the width between its limits, and is fixed on a phone", () => {
  const rule = { ratio: 0.5, min: 380, max: 900, narrow_px: 480 };
  assert.deepEqual(
    [599, 600, 1000, 3000].map((width) => heightFor(rule, width)),
    [480, 380, 500, 900],
  );
  assert.deepEqual([heightFor({ px: 300 }, 1000), heightFor({ px: 300 }, 400)], [300, 300]);
  assert.equal(heightFor(undefined, 1000), 420);
});

test("a window with room for tall charts has one height for them, unlike a phone and a file", () => {
  const rule = { px: 340, narrow_px: 400, tall_px: 668 };
  assert.deepEqual(
    [599, 936, 1000, 1800].map((width) => heightFor(rule, width, true)),
    [400, 340, 668, 668],
  );
  assert.equal(heightFor(rule, 1800), 340);
  assert.equal(heightFor({ px: 300 }, 1800, true), 300);
});

test("an entry of the legend that is wider than a phone has several lines", () => {
  const name = "missing attendance: median (tick), maximum (line end)";
  const entries = [{ name }, { name: "Plan" }, { name, showlegend: false }, {}];
  const payload = { figure: { data: entries, layout: { legend: { font: { size: 12 } } } } };
  const namesAt = (width) => composeChart(payload, { ...STATIC, width }).data.map((t) => t.name);
  const broken = "missing attendance: median (tick),<br>maximum (line end)";
  assert.deepEqual(namesAt(304), [broken, "Plan", name, undefined]);
  assert.deepEqual(namesAt(1000), [name, "Plan", name, undefined]);
});

test("the narrow patch changes attributes of layout and traces", () => {
  const target = {};
  setAttribute(target, "annotations[0].x", 3);
  setAttribute(target, "xaxis2.domain", [0, 1]);
  assert.deepEqual(target, { annotations: [{ x: 3 }], xaxis2: { domain: [0, 1] } });
  const payload = {
    figure: {
      data: [{ visible: true, textfont: { shadow: "auto" } }],
      layout: { margin: { b: 10 } },
    },
    narrow: {
      "data[0].visible": false,
      "data[0].textfont.shadow": "none",
      "data[7].visible": false,
      "margin.b": 99,
    },
  };
  const narrow = composeChart(payload, { ...STATIC, width: 360 });
  assert.equal(narrow.data[0].visible, false);
  assert.deepEqual(narrow.layout.margin, { b: 99 });
  const wide = composeChart(payload, STATIC);
  assert.deepEqual(wide.data[0], { visible: true, textfont: { shadow: "auto" } });
  assert.deepEqual(payload.figure.layout.margin, { b: 10 }, "the payload is unchanged");
});

test("on a day the ranked list has the order, colours and texts of the day", () => {
  const { data, layout } = composeChart(ranking(), { ...STATIC, moment: { play: PLAY, day: 8 } });
  const [bars] = data;
  assert.deepEqual(bars.customdata, ["oblast=KG-T", "oblast=KG-N"]);
  assert.deepEqual(bars.x, [0, 12]);
  assert.deepEqual(bars.text, ["not reported", "12.0"]);
  assert.deepEqual(bars.textposition, ["outside", "inside"]);
  assert.deepEqual(bars.textfont.color, ["#111111", "#ffffff"]);
  assert.deepEqual(bars.marker.color, ["#f3f4f6", "#00441b"]);
  assert.deepEqual(layout.annotations[0], {
    xanchor: "right",
    x: 4.1,
    visible: true,
    text: "Kyrgyzstan: 4.1",
  });
});

test("text on a faded bar has the text colour of the page", () => {
  const payload = ranking();
  payload.figure.data[0].marker.opacity = [1, 0.3];
  const { data } = composeChart(payload, { ...STATIC, moment: { play: PLAY, day: 8 } });
  assert.deepEqual(data[0].textfont.color, ["#111111", "#111111"]);
});

test("the unit with the highest value moves to the end of the list", () => {
  const payload = ranking();
  payload.figure.data[0].customdata.reverse();
  payload.figure.layout.yaxis.ticktext.reverse();
  const { data, layout } = composeChart(payload, { ...STATIC, moment: { play: PLAY, day: 8 } });
  assert.deepEqual(data[0].customdata, ["oblast=KG-T", "oblast=KG-N"]);
  assert.deepEqual(layout.yaxis.ticktext, ["Talas", "Naryn"]);
});

test("the ranked list is unchanged without a day of the animation", () => {
  const payload = ranking();
  const { data, layout } = composeChart(payload, STATIC);
  assert.deepEqual(data, payload.figure.data);
  assert.deepEqual(layout.annotations, payload.figure.layout.annotations);
});

test("only a mouse draws a range, and each range removes the dimming of the last", () => {
  const { layout: touchLayout } = composeChart(ranking(), STATIC);
  assert.equal(touchLayout.dragmode, false);
  assert.ok(!("selections" in touchLayout));
  const { layout } = composeChart(ranking(), { ...STATIC, brush: { isOn: true, count: 2 } });
  assert.equal(layout.dragmode, "select");
  assert.equal(layout.selectionrevision, 2);
});

test("ranges of the whole period are hidden during an animation", () => {
  const payload = ranking();
  payload.figure.data.push({ type: "scatter", x: [1, 2, 3], meta: { play: "ranges" } });
  const playing = composeChart(payload, { ...STATIC, moment: { play: PLAY, day: 8 } });
  assert.equal(playing.data.at(-1).visible, false);
  const { data } = composeChart(payload, STATIC);
  assert.ok(!("visible" in data.at(-1)));
});
