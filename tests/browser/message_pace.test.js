import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { createPace, paceMessages } from "../../campaign/browser/first_paint/message_pace.js";

let handled;
let pauses;

const pause = (task) => pauses.push(task);
const passPause = () => pauses.shift()();

function receive(pace, ...messages) {
  for (const [name, size] of messages) pace.receive(size, () => handled.push(name));
}

beforeEach(() => {
  handled = [];
  pauses = [];
});

test("a pause follows each portion, and the order is unchanged", () => {
  const pace = createPace(pause, 0);
  receive(pace, ["session", 500], ["box", 150], ["text", 300], ["chart", 5000], ["foot", 100]);
  assert.deepEqual(handled, ["session"]);
  passPause();
  assert.deepEqual(handled, ["session", "box", "text"]);
  passPause();
  assert.deepEqual(handled, ["session", "box", "text", "chart"]);
  passPause();
  assert.deepEqual(handled.at(-1), "foot");
  passPause();
  assert.deepEqual([handled.length, pauses.length], [5, 0]);
});

test("the first messages are delivered one by one, however small they are", () => {
  const pace = createPace(pause, 3);
  receive(pace, ["menu", 10], ["link", 10], ["link", 10], ["box", 10], ["text", 10]);
  assert.equal(handled.length, 1);
  passPause();
  assert.equal(handled.length, 2);
  passPause();
  assert.equal(handled.length, 3);
  passPause();
  assert.deepEqual(handled, ["menu", "link", "link", "box", "text"]);
});

test("a message after a pause is delivered at once", () => {
  const pace = createPace(pause);
  receive(pace, ["first", 10]);
  passPause();
  receive(pace, ["second", 10]);
  assert.deepEqual(handled, ["first", "second"]);
});

test("a message received during another one does not overtake waiting messages", () => {
  const pace = createPace(pause);
  pace.receive(10, () => {
    handled.push("outer");
    receive(pace, ["inner", 10]);
  });
  receive(pace, ["next", 10]);
  while (pauses.length) passPause();
  assert.deepEqual(handled, ["outer", "inner", "next"]);
});

test("waiting messages are delivered when the pace ends, and later ones on arrival", () => {
  const pace = createPace(pause);
  receive(pace, ["a", 500], ["b", 500], ["c", 500]);
  pace.end();
  assert.deepEqual(handled, ["a", "b", "c"]);
  receive(pace, ["d", 500], ["e", 500]);
  assert.deepEqual(handled, ["a", "b", "c", "d", "e"]);
  while (pauses.length) passPause();
  assert.equal(handled.length, 5);
});

test("a message that fails does not stop those after it", () => {
  const errors = [];
  globalThis.reportError = (error) => errors.push(error.message);
  const pace = createPace(pause);
  pace.receive(10, () => {
    throw new Error("broken");
  });
  receive(pace, ["second", 500], ["third", 10]);
  while (pauses.length) passPause();
  assert.deepEqual([errors, handled], [["broken"], ["second", "third"]]);
});

const { WebSocket: realSocket, matchMedia: realMedia } = globalThis;

afterEach(() => {
  globalThis.WebSocket = realSocket;
  globalThis.matchMedia = realMedia;
});

function open(isCoarse) {
  globalThis.WebSocket = class extends EventTarget {};
  globalThis.matchMedia = (query) => ({ matches: query.includes("(pointer: coarse)") && isCoarse });
  const plain = globalThis.WebSocket;
  const end = paceMessages();
  const socket = new globalThis.WebSocket();
  socket.addEventListener("message", ({ data }) => handled.push(data.byteLength));
  socket.addEventListener("close", () => handled.push("closed"));
  const send = (size) =>
    socket.dispatchEvent(Object.assign(new Event("message"), { data: { byteLength: size } }));
  return { end, plain, send, socket };
}

test("header and filters reach a phone one by one", () => {
  const { send } = open(true);
  for (let sent = 0; sent < 20; sent += 1) send(10);
  assert.equal(handled.length, 1);
});

test("a phone gets the app's messages in portions until the app is complete", () => {
  const { end, plain, send, socket } = open(true);
  send(500);
  send(501);
  assert.deepEqual(handled, [500]);
  socket.dispatchEvent(new Event("close"));
  assert.deepEqual(handled, [500, "closed"]);
  end();
  send(502);
  assert.deepEqual(handled, [500, "closed", 501, 502]);
  assert.equal(globalThis.WebSocket, plain);
});

test("a computer with a mouse gets messages on arrival", () => {
  const { end, plain, send } = open(false);
  assert.equal(globalThis.WebSocket, plain);
  send(500);
  send(501);
  end();
  assert.deepEqual(handled, [500, 501]);
});
