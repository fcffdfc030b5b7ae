import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { createChannel, createKey } from "../../campaign/browser/presentation/channel.js";

const ORIGIN = "http://localhost:8501";
let channels = [];

// A window with its own origin; Node itself has BroadcastChannel.
function openWindow({ opener = null, origin = ORIGIN, protocol = "http:" } = {}) {
  const target = new EventTarget();
  globalThis.window = { opener };
  globalThis.location = { origin, protocol };
  globalThis.addEventListener = target.addEventListener.bind(target);
  return target;
}

function createListener() {
  const messages = [];
  const channel = createChannel((message) => messages.push(message));
  channels.push(channel);
  return { channel, messages };
}

const waitForMessages = async (messages, count = 1) => {
  while (messages.length < count) await new Promise((then) => setTimeout(then, 5));
};

const dispatchMessage = (target, data, { origin = ORIGIN, source = null } = {}) =>
  target.dispatchEvent(Object.assign(new Event("message"), { data, origin, source }));

beforeEach(() => openWindow());
afterEach(() => {
  channels.forEach((channel) => channel.close());
  channels = [];
});

test("every other window gets a message once, and the sender none", async () => {
  const [one, two, three] = [createListener(), createListener(), createListener()];
  one.channel.send({ kind: "state", state: { slide: 3 } });
  for (const { messages } of [two, three]) {
    await waitForMessages(messages);
    assert.deepEqual(
      messages.map((message) => message.state),
      [{ slide: 3 }],
    );
  }
  assert.equal(one.messages.length, 0);
});

test("a message that arrives twice counts once, and an older one is ignored", async () => {
  const target = openWindow();
  const speaker = createListener();
  openWindow();
  const witness = createListener();
  let lastMessage = null;
  const projector = createListener();
  projector.channel.addWindow({ closed: false, postMessage: (data) => (lastMessage = data) });
  projector.channel.send({ kind: "state", slide: 1 });
  const firstMessage = lastMessage;
  projector.channel.send({ kind: "state", slide: 2 });
  dispatchMessage(target, lastMessage);
  dispatchMessage(target, firstMessage);
  await waitForMessages(witness.messages, 2);
  assert.deepEqual(
    speaker.messages.map((message) => message.slide),
    [2],
  );
});

// A file with the key of its windows, and the window that opened it.
function openFile({ isSpeaker = true, key = "k" } = {}) {
  const target = openWindow({ origin: "null", protocol: "file:" });
  const posted = [];
  const opener = { closed: false, postMessage: (...message) => posted.push(message) };
  globalThis.window.opener = opener;
  const messages = [];
  const channel = createChannel((message) => messages.push(message), { key, isSpeaker });
  channels.push(channel);
  return { target, channel, messages, opener, posted };
}

test("the speaker's window of a file and its opener send each other messages", () => {
  const { target, channel, messages, opener, posted } = openFile();
  channel.send({ kind: "hello" });
  const [[data, to]] = posted;
  assert.equal(data.kind, "hello");
  assert.equal(to, "*");
  const state = { ...data, from: "other", kind: "state", count: 1 };
  dispatchMessage(target, state, { origin: "null", source: opener });
  assert.equal(messages.length, 1);
});

test("a file ignores other windows, messages without its key, and whoever opened its slides", () => {
  const data = { channel: "campaign-presentation", kind: "presentation", from: "other", count: 1 };
  for (const [options, changes, isOpener] of [
    [{}, { key: "k" }, false],
    [{}, {}, true],
    [{}, { key: "other" }, true],
    [{ key: null }, { key: null }, true],
    [{ isSpeaker: false }, { key: "k" }, true],
  ]) {
    const { target, messages, opener } = openFile(options);
    const source = isOpener ? opener : { closed: false, postMessage() {} };
    dispatchMessage(target, { ...data, ...changes }, { origin: "null", source });
    assert.deepEqual(messages, [], JSON.stringify([options, changes, isOpener]));
  }
});

test("a file ignores what other files broadcast without its key", async () => {
  const { messages } = openFile();
  const { channel } = openFile({ key: "other" });
  openWindow();
  const witness = createListener();
  channel.send({ kind: "presentation" });
  await waitForMessages(witness.messages);
  assert.deepEqual(messages, []);
});

test("each key is another one", () => {
  assert.notEqual(createKey(), createKey());
  assert.match(createKey(), /^\w{16,}$/);
});

test("messages of a file go to any origin, whatever origin the browser reports for it", () => {
  openWindow({ origin: "file://", protocol: "file:" });
  const posted = [];
  const { channel } = createListener();
  channel.addWindow({ closed: false, postMessage: (_, to) => posted.push(to) });
  channel.send({ kind: "hello" });
  assert.deepEqual(posted, ["*"]);
});

test("on a server only the same origin may read messages, and other origins are ignored", () => {
  const target = openWindow();
  const posted = [];
  const { channel, messages } = createListener();
  channel.addWindow({ closed: false, postMessage: (...message) => posted.push(message) });
  channel.send({ kind: "hello" });
  const [[data, to]] = posted;
  assert.equal(to, ORIGIN);
  dispatchMessage(target, { ...data, from: "other" }, { origin: "https://evil.example" });
  dispatchMessage(target, { ...data, from: "other" }, { origin: "null" });
  dispatchMessage(target, { kind: "state", from: "other", count: 9 });
  assert.equal(messages.length, 0);
});

test("a closed window gets no more messages", () => {
  const posted = [];
  const other = { closed: false, postMessage: (data) => posted.push(data) };
  const { channel } = createListener();
  channel.addWindow(other);
  channel.addWindow(null); // the browser may refuse to open one
  channel.send({ kind: "a" });
  other.closed = true;
  channel.send({ kind: "b" });
  assert.equal(posted.length, 1);
});
