import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { awaitSettled, isSettled } from "../../campaign/browser/first_paint/settled.js";

let now;
let tick;
let isTicking;

beforeEach(() => {
  now = 1000;
  isTicking = true;
  globalThis.document = { querySelector: () => null };
  Date.now = () => now;
  globalThis.setInterval = (step) => {
    tick = step;
    return 7;
  };
  globalThis.clearInterval = (timer) => {
    if (timer === 7) isTicking = false;
  };
});

function pass(ms) {
  for (const end = now + ms; now < end; ) {
    now += 40;
    if (isTicking) tick();
  }
}

// An app that has run, with its footer, unless the options say otherwise.
function createRoot({ state = "notRunning", foot = true, waiting = false } = {}) {
  const app = { getAttribute: (name) => (name === "data-test-script-state" ? state : null) };
  const elements = {
    '[data-testid="stApp"]': state && app,
    ".foot, .notice.program-error": foot && {},
    '[data-testid="stSkeleton"]': waiting && {},
  };
  return { querySelector: (selector) => elements[selector] || null };
}

test("an app that has run is settled", () => {
  assert.equal(isSettled(createRoot()), true);
});

test("an app with a missing part is not settled", () => {
  const parts = [{ state: "running" }, { state: null }, { foot: false }, { waiting: true }];
  for (const part of parts) assert.equal(isSettled(createRoot(part)), false, JSON.stringify(part));
});

test("a presentation is settled with its first slide or the speaker's window alone", () => {
  const root = createRoot({ state: "running", foot: false });
  for (const slide of [{}, null]) {
    const presentation = { querySelector: () => slide };
    globalThis.document = {
      querySelector: (selector) => (selector === "body > .presentation" ? presentation : null),
    };
    assert.equal(isSettled(root), Boolean(slide));
  }
});

function createWait(root, mayChange = () => true) {
  const calls = [];
  const wait = { root, mayChange, calls };
  awaitSettled({
    root: { ...root, querySelector: (s) => wait.root.querySelector(s) },
    quiet: 120,
    late: 2000,
    mayChange: () => wait.mayChange(),
    onSettled: () => calls.push("settled"),
    onLate: () => calls.push("late"),
  });
  return wait;
}

test("the first paint is replaced once, after the app has been settled for a while", () => {
  const { calls } = createWait(createRoot());
  pass(120);
  assert.deepEqual(calls, []);
  pass(40);
  assert.deepEqual(calls, ["settled"]);
  pass(5000);
  assert.deepEqual([calls.length, isTicking], [1, false]);
});

test("a run that begins during the wait starts it again", () => {
  const wait = createWait(createRoot());
  pass(120);
  wait.root = createRoot({ state: "running" });
  pass(40);
  wait.root = createRoot();
  pass(120);
  assert.deepEqual(wait.calls, []);
  pass(40);
  assert.deepEqual(wait.calls, ["settled"]);
});

test("the wait continues while a list is open or a link is pressed", () => {
  const wait = createWait(createRoot(), () => false);
  pass(1000);
  assert.deepEqual(wait.calls, []);
  wait.mayChange = () => true;
  pass(160);
  assert.deepEqual(wait.calls, ["settled"]);
});

test("a long wait is reported once, and continues", () => {
  const wait = createWait(createRoot({ state: "running" }));
  pass(6000);
  assert.deepEqual(wait.calls, ["late"]);
  wait.root = createRoot();
  pass(200);
  assert.deepEqual(wait.calls, ["late", "settled"]);
});
