// The windows of a presentation tell each other where it is, without any server.

const NAME = "campaign-presentation";

// BroadcastChannel, and a window opened from the other is written to directly: from file:// that
// may be the only way. `receive(message)` gets what another window sends, each message once.
export function createChannel(receive) {
  const own = Math.random().toString(36).slice(2);
  const newest = new Map();
  const windows = new Set();
  const broadcast = new BroadcastChannel(NAME);
  const listening = new AbortController();
  let count = 0;
  if (window.opener) windows.add(window.opener);

  function take(message) {
    if (message?.channel !== NAME || message.from === own) return;
    // One way may be quicker than the other: what is old is old among its own kind only.
    const line = `${message.from} ${message.kind}`;
    if (message.count <= (newest.get(line) ?? 0)) return;
    newest.set(line, message.count);
    receive(message);
  }

  function onMessage({ data, origin, source }) {
    if (data?.channel !== NAME) return;
    if (origin !== location.origin && origin !== "null") return;
    if (source) windows.add(source);
    take(data);
  }

  broadcast.onmessage = ({ data }) => take(data);
  addEventListener("message", onMessage, { signal: listening.signal });

  return {
    addWindow: (other) => other && windows.add(other),
    send(message) {
      count += 1;
      const letter = { ...message, channel: NAME, from: own, count };
      broadcast.postMessage(letter);
      const isFile = location.origin === "null" || location.protocol === "file:";
      for (const other of windows) {
        if (other.closed) windows.delete(other);
        else other.postMessage(letter, isFile ? "*" : location.origin);
      }
    },
    close() {
      broadcast.close();
      listening.abort();
    },
  };
}
