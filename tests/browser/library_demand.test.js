import assert from "node:assert/strict";
import { test } from "node:test";

import { createLibraryDemand } from "../../campaign/browser/chart/library_demand.js";

// Figures whose drawing ends with `finish`; `see` moves one into view or out of it.
function createPage(...names) {
  const idle = [];
  const drawn = [];
  const sights = {};
  const ends = {};
  const demand = createLibraryDemand({
    watch(name, report) {
      sights[name] = report;
      return () => delete sights[name];
    },
    whenIdle: (then) => idle.push(then),
    restMs: 5,
  });
  const figures = Object.fromEntries(
    names.map((name) => {
      const draw = () => {
        drawn.push(name);
        return new Promise((end) => {
          ends[name] = end;
        });
      };
      return [name, demand.add(name, draw)];
    }),
  );
  const rest = () => new Promise((then) => setTimeout(then, 15));
  return {
    demand,
    figures,
    drawn,
    sights,
    rest,
    see: (name, isInSight = true) => sights[name](isInSight),
    async passIdle() {
      idle.splice(0).forEach((then) => then());
      await rest();
    },
    async finish(name) {
      ends[name]();
      demand.begin();
      await rest();
    },
  };
}

test("without a touch nothing is drawn, however long figures are in view", async () => {
  const page = createPage("map", "bars");
  page.see("map");
  page.see("bars");
  await page.rest();
  await page.passIdle();
  assert.deepEqual(page.drawn, []);
  assert.equal(page.figures.map.isRequested, false);
});

test("a touched figure is drawn at once, and only once", () => {
  const page = createPage("map", "bars");
  page.figures.bars.request();
  page.figures.bars.request();
  assert.deepEqual(page.drawn, ["bars"]);
  assert.equal(page.figures.bars.isRequested, true);
  assert.equal(page.figures.map.isRequested, false);
});

test("then figures in view follow, one at a time, while the page is idle", async () => {
  const page = createPage("map", "bars", "line", "far");
  for (const name of ["map", "bars"]) page.see(name);
  await page.rest();
  page.figures.map.request();
  await page.passIdle();
  assert.deepEqual(page.drawn, ["map"]);
  await page.finish("map");
  assert.deepEqual(page.drawn, ["map"]);
  await page.passIdle();
  assert.deepEqual(page.drawn, ["map", "bars"]);
  page.see("line");
  await page.rest();
  await page.passIdle();
  assert.deepEqual(page.drawn, ["map", "bars"]);
  await page.finish("bars");
  await page.passIdle();
  await page.finish("line");
  await page.passIdle();
  assert.deepEqual(page.drawn, ["map", "bars", "line"]);
});

test("a figure that is scrolled into view later is drawn when it stays there", async () => {
  const page = createPage("map", "bars");
  page.figures.map.request();
  await page.finish("map");
  page.see("bars");
  page.see("bars", false); // scrolled past
  await page.rest();
  await page.passIdle();
  assert.deepEqual(page.drawn, ["map"]);
  page.see("bars");
  await page.rest();
  await page.passIdle();
  assert.deepEqual(page.drawn, ["map", "bars"]);
});

test("if the library does not load, no other figure requests it", async () => {
  const page = createPage("map", "bars");
  page.see("bars");
  page.figures.map.request(); // begin() is not called
  await page.rest();
  await page.passIdle();
  assert.deepEqual(page.drawn, ["map"]);
});

test("a figure that is removed or drawn is no longer watched", async () => {
  const page = createPage("map", "bars", "line");
  page.see("bars");
  page.see("line");
  await page.rest();
  page.figures.bars.leave();
  page.figures.map.request();
  assert.deepEqual(Object.keys(page.sights), ["line"]);
  await page.finish("map");
  page.figures.line.leave(); // after it was queued, before the page is idle
  await page.passIdle();
  assert.deepEqual(page.drawn, ["map"]);
});
