import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createDrawing } from "../../campaign/browser/chart/drawing.js";

const CHART = { data: [], layout: {}, config: {} };
let told;

beforeEach(() => {
  told = [];
  globalThis.window = { Plotly: { purge() {} } };
});

function create(name, options = {}) {
  return createDrawing({
    plot: {},
    load: () => Promise.resolve({ react: () => told.push(name) }),
    compose: () => CHART,
    onDrawn() {},
    onFailure: (error) => told.push(error.message),
    ...options,
  });
}

// All that waits for nothing but promises is done before the next task.
async function finishTask() {
  for (let hops = 0; hops < 20; hops += 1) await null;
  told.push("answered");
}

test("first drawings are tasks of their own: the page answers between them", async () => {
  const load = () =>
    Promise.resolve({
      react() {
        told.push("drawn");
        finishTask();
      },
    });
  await Promise.all([create("map", { load }).draw(), create("days", { load }).draw()]);
  await finishTask();
  assert.deepEqual(told.slice(0, 3), ["drawn", "answered", "drawn"]);
});

test("what changes while it is drawn is drawn once, afterwards", async () => {
  const drawing = create("map");
  const first = drawing.draw();
  drawing.draw();
  drawing.draw();
  await first;
  assert.deepEqual(told, ["map", "map"]);
});

test("later drawings wait for nothing: the frames of a playback follow each other", async () => {
  const drawing = create("map");
  await drawing.draw();
  const work = drawing.draw();
  await finishTask();
  assert.deepEqual(told, ["map", "map", "answered"]);
  await work;
});

test("a failure is told, and the next call tries again", async () => {
  let isDown = true;
  const load = () =>
    isDown ? Promise.reject(new Error("no Plotly")) : Promise.resolve({ react() {} });
  const drawing = create("map", { load, onDrawn: () => told.push("drawn") });
  await drawing.draw();
  isDown = false;
  await drawing.draw();
  assert.deepEqual(told, ["no Plotly", "drawn"]);
});

test("a hidden or closed chart is not drawn", async () => {
  await create("hidden", { compose: () => null }).draw();
  const closed = create("closed");
  const work = closed.draw();
  closed.close();
  await work;
  assert.deepEqual(told, []);
});

test("a chart of another width has its legend placed once more", async () => {
  const Plotly = {
    react: (plot, data, { width }) => told.push(width),
    relayout: (plot, change) => told.push(change),
  };
  const widths = [600, 600, 700];
  const compose = () => ({ ...CHART, layout: { width: widths.shift(), legend: { y: 1 } } });
  const drawing = create("map", { load: async () => Plotly, compose });
  for (let times = 0; times < 3; times += 1) await drawing.draw();
  assert.deepEqual(told, [600, 600, 700, { "legend.y": 1 }]);
});

test("what is printed is drawn before the printing goes on", () => {
  globalThis.window.Plotly.react = async () => told.push("drawn");
  create("map").drawAtOnce(CHART);
  assert.deepEqual(told, ["drawn"]);
});
