import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createDrawing } from "../../campaign/browser/chart/drawing.js";

const CHART = { data: [], layout: {}, config: {} };
let log;

beforeEach(() => {
  log = [];
  globalThis.window = { Plotly: { purge() {} } };
});

function create(name, options = {}) {
  return createDrawing({
    plot: {},
    load: () => Promise.resolve({ react: () => log.push(name) }),
    compose: () => CHART,
    onDrawn() {},
    onFailure: (error) => log.push(error.message),
    ...options,
  });
}

// Runs the pending promise callbacks, before the next task.
async function finishTask() {
  for (let hops = 0; hops < 20; hops += 1) await null;
  log.push("answered");
}

test("each first drawing is a separate task: the page responds between them", async () => {
  const load = () =>
    Promise.resolve({
      react() {
        log.push("drawn");
        finishTask();
      },
    });
  await Promise.all([create("map", { load }).draw(), create("days", { load }).draw()]);
  await finishTask();
  assert.deepEqual(log.slice(0, 3), ["drawn", "answered", "drawn"]);
});

test("changes before a drawing begins are part of it: Plotly draws the chart once", async () => {
  const drawing = create("map");
  const first = drawing.draw();
  drawing.draw();
  await null;
  drawing.draw();
  await first;
  assert.deepEqual(log, ["map"]);
});

test("changes during a drawing cause one more drawing afterwards", async () => {
  const react = () => {
    log.push("map");
    if (log.length === 1) [1, 2].forEach(() => drawing.draw());
    return Promise.resolve();
  };
  const drawing = create("map", { load: async () => ({ react }) });
  await drawing.draw();
  assert.deepEqual(log, ["map", "map"]);
});

test("later drawings do not wait: the frames of an animation follow each other", async () => {
  const drawing = create("map");
  await drawing.draw();
  const work = drawing.draw();
  await finishTask();
  assert.deepEqual(log, ["map", "map", "answered"]);
  await work;
});

test("a failure is reported, and the next call tries again", async () => {
  let isDown = true;
  const load = () =>
    isDown ? Promise.reject(new Error("no Plotly")) : Promise.resolve({ react() {} });
  const drawing = create("map", { load, onDrawn: () => log.push("drawn") });
  await drawing.draw();
  isDown = false;
  await drawing.draw();
  assert.deepEqual(log, ["no Plotly", "drawn"]);
});

test("a hidden or closed chart is not drawn", async () => {
  await create("hidden", { compose: () => null }).draw();
  const closed = create("closed");
  const work = closed.draw();
  closed.close();
  await work;
  assert.deepEqual(log, []);
});

test("the legend of a chart is placed again after a change of width", async () => {
  const Plotly = {
    react: (plot, data, { width }) => log.push(width),
    relayout: (plot, change) => log.push(change),
  };
  const widths = [600, 600, 700];
  const compose = () => ({ ...CHART, layout: { width: widths.shift(), legend: { y: 1 } } });
  const drawing = create("map", { load: async () => Plotly, compose });
  for (let times = 0; times < 3; times += 1) await drawing.draw();
  assert.deepEqual(log, [600, 600, 700, { "legend.y": 1 }]);
});

test("a printed chart is drawn before printing continues", () => {
  globalThis.window.Plotly.react = async () => log.push("drawn");
  create("map").drawAtOnce(CHART);
  assert.deepEqual(log, ["drawn"]);
});
