// The player of the days.

const WEEK = 7;
const CALM_PAUSE = 700; // ms between steps under prefers-reduced-motion

// The player ticks until the last day; `step(day)` shows a day, null at the end.
function createPlayer(step) {
  const player = { running: false, frame: 0, waiting: false };
  const stop = () => {
    player.running = false;
    cancelAnimationFrame(player.frame);
  };
  player.stop = stop;
  player.start = (play, from) => {
    stop();
    player.running = true;
    let day = isAtEnd(play, from) ? -1 : from;
    let stepped = performance.now() - 1000;
    const tick = (now) => {
      if (!player.running) return;
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const due = Math.floor((now - stepped) / (calm ? CALM_PAUSE : play.ms ?? 90));
      if (due > 0 && !player.waiting) {
        stepped = now;
        // A slow machine skips a day or two rather than fall behind.
        day += calm ? WEEK : Math.min(due, day < 0 ? 1 : 3);
        if (day >= lastDayOf(play)) {
          stop();
          step(null);
          return;
        }
        player.waiting = true;
        Promise.resolve(step(Math.max(day, 0))).finally(() => { player.waiting = false; });
      }
      player.frame = requestAnimationFrame(tick);
    };
    player.frame = requestAnimationFrame(tick);
  };
  return player;
}
