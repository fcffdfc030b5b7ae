// The time since the presentation began, also across a reload.

const KEY = "campaign-presentation-start";

function readStart() {
  try {
    return Number(sessionStorage.getItem(KEY)) || 0;
  } catch {
    return 0;
  }
}

function saveStart(time) {
  try {
    sessionStorage.setItem(KEY, String(time));
  } catch {
    // Without storage, a reload starts from zero.
  }
}

export function clockWords(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

// `show(words)` is called twice a second.
export function createClock(show) {
  let start = readStart() || Date.now();
  const tick = () => show(clockWords(Date.now() - start));
  saveStart(start);
  tick();
  const timer = setInterval(tick, 500);
  return {
    restart() {
      start = Date.now();
      saveStart(start);
      tick();
    },
    close: () => clearInterval(timer),
  };
}
