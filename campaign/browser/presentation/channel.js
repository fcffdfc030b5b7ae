// Messages between the windows of a presentation, without a server.

const NAME = "campaign-presentation";

// A key for the windows of one presentation, which nobody can guess.
export function createKey() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
}

// A message is sent through BroadcastChannel, and also directly to the window that opened this one or
// was opened by it, because pages at file:// may have no other channel. `receive(message)` is called
// once for each message of another window.
//
// On a server, messages of the same origin are received. All files have one origin, "null", so a file
// receives only messages with its `key`, and directly only those of the windows that it opened or, if
// it is the speaker's window, of the one that opened it.
export function createChannel(receive, { key = null, isSpeaker = false } = {}) {
  const isFile = location.origin === "null" || location.protocol === "file:";
  const own = Math.random().toString(36).slice(2);
  const newest = new Map();
  const windows = new Set();
  const broadcast = new BroadcastChannel(NAME);
  const listening = new AbortController();
  let count = 0;
  if (window.opener && (isSpeaker || !isFile)) windows.add(window.opener);

  function accept(message) {
    if (message?.channel !== NAME || message.from === own) return;
    if (isFile && (!key || message.key !== key)) return;
    // A message may arrive twice or late: only a newer one of its sender and kind is received.
    const stream = `${message.from} ${message.kind}`;
    if (message.count <= (newest.get(stream) ?? 0)) return;
    newest.set(stream, message.count);
    receive(message);
  }

  function onMessage({ data, origin, source }) {
    if (isFile ? !windows.has(source) : origin !== location.origin) return;
    if (source && data?.channel === NAME) windows.add(source);
    accept(data);
  }

  broadcast.onmessage = ({ data }) => accept(data);
  addEventListener("message", onMessage, { signal: listening.signal });

  return {
    addWindow: (other) => other && windows.add(other),
    send(message) {
      count += 1;
      const envelope = { ...message, channel: NAME, key, from: own, count };
      broadcast.postMessage(envelope);
      for (const other of windows) {
        if (other.closed) windows.delete(other);
        else other.postMessage(envelope, isFile ? "*" : location.origin);
      }
    },
    close() {
      broadcast.close();
      listening.abort();
    },
  };
}
