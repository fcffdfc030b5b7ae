import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { addPlay } from "../../campaign/browser/figure/play.js";

const BAR = ".play-bar";

// A page with one play bar, in which `press` and `move` are what a reader does.
function createPage(protocol = "https:") {
  const page = new EventTarget();
  const bar = { hidden: false, dataset: {} };
  const at = (selector) => ({
    value: "4",
    parentNode: bar,
    matches: (other) => other === selector,
    closest: (other) => (other === selector ? at(selector) : null),
  });
  const send = (name, selector) => {
    const event = new Event(name);
    Object.defineProperty(event, "target", { value: at(selector) });
    page.dispatchEvent(event);
    return new Promise((then) => setImmediate(then));
  };
  return Object.assign(page, {
    bar,
    location: { protocol },
    querySelector: () => bar,
    querySelectorAll: () => [bar],
    press: () => send("click", `${BAR} > button`),
    move: () => send("input", `${BAR} > input`),
    change: () =>
      ["page:change", "page:changed"].forEach((name) => page.dispatchEvent(new Event(name))),
  });
}

function createPlayback(date = null) {
  const calls = [];
  return {
    calls,
    date,
    toggle: () => calls.push("toggle"),
    pauseAt: (day) => calls.push(day),
    pauseOn: (other) => calls.push(other),
    close: () => calls.push("close"),
  };
}

beforeEach(() => {
  globalThis.CSS = { supports: () => true };
});

test("the days are loaded once, when the button or the slider is first used", async () => {
  const page = createPage();
  const playback = createPlayback();
  const opened = [];
  addPlay(page, async (bar) => {
    opened.push(bar);
    return playback;
  });
  assert.deepEqual(opened, []);
  await page.move();
  await page.press();
  assert.deepEqual(opened, [page.bar]);
  assert.deepEqual(playback.calls, [4, "toggle"]);
});

test("a second press while the days are loading does not stop them", async () => {
  const page = createPage();
  const playback = createPlayback();
  let arrive;
  addPlay(page, () => new Promise((then) => (arrive = then)));
  await page.press();
  await page.press();
  arrive(playback);
  await new Promise((then) => setImmediate(then));
  assert.deepEqual(playback.calls, ["toggle"]);
});

test("days that do not load are requested again by the next press", async () => {
  const page = createPage();
  const playback = createPlayback();
  const answers = [Promise.reject(new Error("offline")), Promise.resolve(playback)];
  addPlay(page, () => answers.shift());
  await page.press();
  await page.press();
  assert.deepEqual(playback.calls, ["toggle"]);
});

test("a change of the page puts the whole period back, and then shows the same date", async () => {
  const page = createPage();
  const [first, second] = [createPlayback("2017-08-03"), createPlayback()];
  const playbacks = [first, second];
  addPlay(page, () => Promise.resolve(playbacks.shift()));
  await page.press();
  page.change();
  await new Promise((then) => setImmediate(then));
  assert.deepEqual(first.calls, ["toggle", "close"]);
  assert.deepEqual(second.calls, ["2017-08-03"]);
  page.change(); // the whole period is shown, so nothing is loaded
  await new Promise((then) => setImmediate(then));
  assert.deepEqual(second.calls, ["2017-08-03", "close"]);
});

test("what a reader does while the days of another selection load is done when they are there", async () => {
  const page = createPage();
  const [first, second] = [createPlayback("2017-08-03"), createPlayback()];
  const answers = [Promise.resolve(first), new Promise(() => {}), Promise.resolve(second)];
  addPlay(page, () => answers.shift());
  await page.press();
  page.change();
  await page.move();
  page.change(); // before the days are there
  await new Promise((then) => setImmediate(then));
  assert.deepEqual(second.calls, ["2017-08-03", 4]);
});

test("a page in a folder, and a browser without the colours, have no button", () => {
  for (const [protocol, supports] of [
    ["file:", true],
    ["https:", false],
  ]) {
    globalThis.CSS = { supports: () => supports };
    const page = createPage(protocol);
    addPlay(page);
    assert.equal(page.bar.hidden, true);
    page.bar.hidden = false; // as the server sends it
    page.change();
    assert.equal(page.bar.hidden, true);
  }
});
