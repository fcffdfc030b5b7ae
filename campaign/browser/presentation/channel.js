// Hall and speaker's window tell each other where the talk is, without any server.

const CHANNEL = "campaign-talk";

// BroadcastChannel, and a window opened from the other is written to directly: from file:// that
// may be the only way.
function createChannel(receive) {
  const own = Math.random().toString(36).slice(2);
  const last = new Map();
  let count = 0;
  const take = (message) => {
    if (message?.channel !== CHANNEL || message.from === own) return;
    // One way may be quicker than another: what is old is old among its own kind only.
    const line = `${message.from} ${message.kind}`;
    if (message.count <= (last.get(line) ?? 0)) return;
    last.set(line, message.count);
    receive(message);
  };
  const wide = new BroadcastChannel(CHANNEL);
  wide.onmessage = (event) => take(event.data);
  const windows = new Set();
  const onMessage = (event) => {
    if (event.data?.channel !== CHANNEL) return;
    if (event.origin !== location.origin && event.origin !== "null") return;
    if (event.source) windows.add(event.source);
    take(event.data);
  };
  addEventListener("message", onMessage);
  if (window.opener) windows.add(window.opener);
  return {
    knows: (other) => other && windows.add(other),
    send(message) {
      count += 1;
      const full = { ...message, channel: CHANNEL, from: own, count };
      wide.postMessage(full);
      const target = location.origin === "null" || location.protocol === "file:"
        ? "*" : location.origin;
      for (const other of windows) {
        if (other.closed) windows.delete(other);
        else other.postMessage(full, target);
      }
    },
    close() {
      wide.close();
      removeEventListener("message", onMessage);
    },
  };
}
