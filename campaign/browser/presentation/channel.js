// Messages between the windows of a presentation, without a server.

const NAME = "campaign-presentation";

// A message is sent through BroadcastChannel, and also directly to the window that opened this one or
// was opened by it, because pages at file:// may have no other channel. `receive(message)` is called
// once for each message of another window.
export function createChannel(receive) {
  const own = Math.random().toString(36).slice(2);
  const newest = new Map();
  const windows = new Set();
  const broadcast = new BroadcastChannel(NAME);
  const listening = new AbortController();
  let count = 0;
  if (window.opener) windows.add(window.opener);

  function accept(message) {
    if (message?.channel !== NAME || message.from === own) return;
    // A message may arrive twice or late: only a newer one of its sender and kind is received.
    const stream = `${message.from} ${message.kind}`;
    if (message.count <= (newest.get(stream) ?? 0)) return;
    newest.set(stream, message.count);
    receive(message);
  }

  function onMessage({ data, origin, source }) {
    if (data?.channel !== NAME) return;
    if (origin !== location.origin && origin !== "null") return;
    if (source) windows.add(source);
    accept(data);
  }

  broadcast.onmessage = ({ data }) => accept(data);
  addEventListener("message", onMessage, { signal: listening.signal });

  return {
    addWindow: (other) => other && windows.add(other),
    send(message) {
      count += 1;
      const envelope = { ...message, channel: NAME, from: own, count };
      broadcast.postMessage(envelope);
      const isFile = location.origin === "null" || location.protocol === "file:";
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
