import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { awaitFirstFrame } from "../../campaign/browser/first_paint/first_frame.js";

let frames;
let observers;

beforeEach(() => {
  frames = [];
  observers = [];
  globalThis.requestAnimationFrame = (frame) => frames.push(frame);
  globalThis.PerformanceObserver = class {
    constructor(receive) {
      this.receive = receive;
    }
    observe(options) {
      this.options = options;
      observers.push(this);
    }
    disconnect() {
      observers.splice(observers.indexOf(this), 1);
    }
    show(name) {
      const getEntriesByName = (wanted) => (wanted === name ? [{ name }] : []);
      this.receive({ getEntriesByName }, this);
    }
  };
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

const passFrames = () => [1, 2].forEach(() => frames.splice(0).forEach((frame) => frame()));

test("waits for two frames and for the first paint", () => {
  const then = mock.fn();
  awaitFirstFrame(then);
  assert.equal(observers.length, 0);
  passFrames();
  assert.deepEqual(observers[0].options, { type: "paint", buffered: true });
  observers[0].show("first-paint");
  assert.equal(then.mock.callCount(), 0);
  observers[0].show("first-contentful-paint");
  assert.equal(then.mock.callCount(), 1);
  assert.equal(observers.length, 0);
  mock.timers.tick(2_000);
  assert.equal(then.mock.callCount(), 1);
});

test("continues after a second if the browser reports no paint", () => {
  const then = mock.fn();
  awaitFirstFrame(then);
  passFrames();
  mock.timers.tick(999);
  assert.equal(then.mock.callCount(), 0);
  mock.timers.tick(1);
  assert.equal(then.mock.callCount(), 1);
});

test("continues after a second if the browser has no observer, or one that fails", () => {
  for (const observer of [
    undefined,
    class {
      constructor() {}
      observe() {
        throw new TypeError();
      }
    },
  ]) {
    globalThis.PerformanceObserver = observer;
    const then = mock.fn();
    awaitFirstFrame(then);
    passFrames();
    mock.timers.tick(1_000);
    assert.equal(then.mock.callCount(), 1);
  }
});
