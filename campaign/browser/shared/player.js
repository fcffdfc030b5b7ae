// Plays an animation: goes from day to day by the clock.

import { isAtEnd } from "./animation.js";
import { DAYS_PER_WEEK } from "./calendar.js";

const MS_PER_STEP = 90;
const CALM_MS_PER_STEP = 700; // under prefers-reduced-motion, a week a step
const MOST_DAYS = 3;

// `position()` gives {play, day} as they are now; `showDay(day)` shows one and may return a promise.
// The player stops at the end, which is null.
export function createPlayer({ position, showDay }) {
  let isPlaying = false;
  let isBusy = false;
  let frame = 0;

  const stop = () => {
    isPlaying = false;
    cancelAnimationFrame(frame);
  };

  const start = () => {
    stop();
    isPlaying = true;
    let lastStep = performance.now();
    const tick = (now) => {
      if (!isPlaying) return;
      const { play, day } = position();
      const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const due = Math.floor(
        (now - lastStep) / (isCalm ? CALM_MS_PER_STEP : (play?.ms ?? MS_PER_STEP)),
      );
      if (due > 0 && !isBusy) {
        lastStep = now;
        // A slow machine skips a day or two rather than fall behind; never more, as after a hidden tab.
        const next = day + (isCalm ? DAYS_PER_WEEK : Math.min(due, MOST_DAYS));
        if (isAtEnd(play, day) || isAtEnd(play, next)) {
          stop();
          showDay(null);
          return;
        }
        isBusy = true;
        Promise.resolve(showDay(next)).finally(() => {
          isBusy = false;
        });
      }
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };

  return {
    start,
    stop,
    get isPlaying() {
      return isPlaying;
    },
  };
}
