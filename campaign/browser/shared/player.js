// Plays an animation: advances from day to day by the clock.

import { isAtEnd } from "./animation.js";
import { DAYS_PER_WEEK } from "./calendar.js";

const MS_PER_STEP = 90;
const CALM_MS_PER_STEP = 700; // with prefers-reduced-motion, where a step is a week
const MOST_DAYS = 3;

// `position()` returns the current {play, day}; `showDay(day)` shows a day and may return a promise.
// At the end, the player shows null and stops.
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
        // A slow computer skips a day or two, but never more, even after the tab was hidden.
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
