import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createPlayer } from "../../campaign/browser/shared/player.js";
import { PLAY } from "./play.js";

let frames;
let now;
let isCalm;

// Runs the animation frames that were requested.
async function passFrame(ms) {
  now += ms;
  const due = frames.splice(0);
  due.forEach((frame) => frame(now));
  await new Promise((then) => setImmediate(then));
}

beforeEach(() => {
  frames = [];
  now = 1000;
  isCalm = false;
  globalThis.performance.now = () => now;
  globalThis.requestAnimationFrame = (frame) => frames.push(frame);
  globalThis.cancelAnimationFrame = () => frames.splice(0);
  globalThis.matchMedia = () => ({ matches: isCalm });
});

function createPlaying({ play = PLAY, showDay = () => {} } = {}) {
  const days = [];
  let day = 0;
  const player = createPlayer({
    position: () => ({ play, day }),
    showDay(next) {
      day = next;
      days.push(next);
      return showDay(next);
    },
  });
  player.start();
  return { player, days };
}

test("each step shows the next day, and none before its time", async () => {
  const { days } = createPlaying();
  await passFrame(50);
  assert.deepEqual(days, []);
  await passFrame(50);
  await passFrame(90);
  assert.deepEqual(days, [1, 2]);
});

test("a slow machine skips days, but never more than two", async () => {
  const { days } = createPlaying();
  await passFrame(200);
  await passFrame(60_000);
  assert.deepEqual(days, [2, 5]);
});

test("the player stops at the end and shows the whole period", async () => {
  const { player, days } = createPlaying({ play: { ...PLAY, days: 4 } });
  await passFrame(180);
  await passFrame(90);
  assert.deepEqual(days, [2, null]);
  assert.equal(player.isPlaying, false);
  await passFrame(900);
  assert.equal(days.length, 2);
});

test("with reduced motion each step is a week, and slow", async () => {
  isCalm = true;
  const { days } = createPlaying({ play: { ...PLAY, days: 113 } });
  await passFrame(600);
  await passFrame(100);
  await passFrame(700);
  assert.deepEqual(days, [7, 14]);
});

test("the next day waits for the drawing of the last", async () => {
  let finish;
  const { days } = createPlaying({
    showDay: () =>
      new Promise((then) => {
        finish = then;
      }),
  });
  await passFrame(90);
  await passFrame(90);
  assert.deepEqual(days, [1]);
  finish();
  await passFrame(0);
  await passFrame(90);
  assert.equal(days.length, 2);
});

test("a stopped player shows no more days", async () => {
  const { player, days } = createPlaying();
  player.stop();
  await passFrame(900);
  assert.deepEqual(days, []);
});
