import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createGroup } from "../../campaign/browser/chart/group.js";
import { createPlayback } from "../../campaign/browser/chart/playback.js";
import { PLAY } from "./play.js";

const { units, country, highest, ...words } = PLAY;
const SERIES = { units, country, highest };
const MAP = { ...words, series: "series", follows: false };
const LIST = { ...words, series: "series", follows: true };

beforeEach(() => {
  globalThis.requestAnimationFrame = () => 1;
  globalThis.cancelAnimationFrame = () => {};
});

function createMember(group, parts = { find: () => SERIES }) {
  const days = [];
  const playback = createPlayback({
    parts,
    group,
    showDay() {
      days.push(playback.day);
      playback.lead();
      return Promise.resolve();
    },
  });
  return { playback, days };
}

test("the end has no moment, and a day has the series of the page", () => {
  const { playback } = createMember(createGroup());
  playback.receive(MAP);
  assert.equal(playback.moment, null);
  playback.goTo(5);
  assert.deepEqual(playback.moment, { play: { ...SERIES, ...MAP }, day: 5 });
  playback.goTo(9);
  assert.equal(playback.moment, null, "the last day is the end");
});

test("the list beside a map shows the map's day, whichever of them is created first", () => {
  const group = createGroup();
  const list = createMember(group);
  list.playback.receive(LIST);
  const map = createMember(group);
  map.playback.receive(MAP);
  map.playback.goTo(4);
  assert.equal(list.playback.day, 4);
  map.playback.toggle();
  assert.equal(list.playback.isPlaying, true);
  map.playback.pauseAt(6);
  assert.deepEqual([list.playback.day, list.playback.isPlaying], [6, false]);
  const late = createMember(group);
  late.playback.receive(LIST);
  assert.equal(late.playback.day, 6);
  const other = createMember(group);
  other.playback.receive({ ...LIST, series: "another series" });
  assert.equal(other.playback.day, null);
});

test("a closed list no longer follows the map", () => {
  const group = createGroup();
  const [map, list] = [createMember(group), createMember(group)];
  map.playback.receive(MAP);
  list.playback.receive(LIST);
  list.playback.close();
  map.playback.goTo(4);
  assert.deepEqual(list.days, []);
});

test("playing starts on the first day if it is at the end, and otherwise continues", () => {
  const { playback } = createMember(createGroup());
  playback.receive(MAP);
  playback.toggle();
  assert.deepEqual([playback.day, playback.isPlaying], [0, true]);
  playback.toggle();
  playback.goTo(3);
  playback.toggle();
  assert.deepEqual([playback.day, playback.isPlaying], [3, true]);
  playback.receive(null);
  assert.deepEqual([playback.day, playback.isPlaying], [null, false]);
});

test("a series that is not yet loaded is drawn once it arrives", async () => {
  const page = {};
  let arrive;
  const parts = {
    find: () => page.part,
    wait: () =>
      new Promise((then) => {
        arrive = then;
      }),
  };
  const { playback, days } = createMember(createGroup(), parts);
  playback.receive(MAP);
  playback.goTo(5);
  assert.deepEqual(playback.moment.play.units, {});
  page.part = SERIES;
  arrive();
  await new Promise((then) => setImmediate(then));
  assert.deepEqual(days, [5, 5]);
  assert.equal(playback.moment.play.units, SERIES.units);
});
