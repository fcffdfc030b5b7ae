// Which figures of a page are drawn by Plotly, a library of 0.4 MB: the one that a reader turns to;
// once it has been drawn, those that come to rest in sight, one at a time. The server's pictures of
// the others stand.

const REST_MS = 300; // in sight: what is only scrolled past is not drawn
const IDLE_MS = 1000; // a page that is never idle draws after all

function waitForIdle(then) {
  if (window.requestIdleCallback) requestIdleCallback(then, { timeout: IDLE_MS });
  else setTimeout(then); // Safari
}

// Calls `tell(isInSight)` now and after each change; gives a function that ends it.
function watchSight(element, tell) {
  const observer = new IntersectionObserver((entries) => tell(entries.at(-1).isIntersecting));
  observer.observe(element);
  return () => observer.disconnect();
}

export function createLibraryDemand({
  watch = watchSight,
  whenIdle = waitForIdle,
  restMs = REST_MS,
} = {}) {
  const resting = new Set(); // figures at rest in sight, not asked for
  let hasBegun = false;
  let isBusy = false;

  function drawNext() {
    if (!hasBegun || isBusy || !resting.size) return;
    isBusy = true;
    whenIdle(async () => {
      const [next] = resting;
      await next?.ask();
      isBusy = false;
      drawNext();
    });
  }

  return {
    get hasBegun() {
      return hasBegun;
    },
    // Called when Plotly has drawn a figure.
    begin() {
      hasBegun = true;
      drawNext();
    },
    // `draw()` gives a promise, which is not rejected.
    add(element, draw) {
      let timer = null;
      let isWanted = false;

      function see(isInSight) {
        clearTimeout(timer);
        resting.delete(figure);
        if (!isInSight) return;
        timer = setTimeout(() => {
          resting.add(figure);
          drawNext();
        }, restMs);
      }

      function leave() {
        unwatch();
        clearTimeout(timer);
        resting.delete(figure);
      }

      const figure = {
        get isWanted() {
          return isWanted;
        },
        // Draws the figure, the first time that it is asked for.
        async ask() {
          if (isWanted) return;
          isWanted = true;
          leave();
          await draw();
        },
        leave,
      };
      const unwatch = watch(element, see);
      return figure;
    },
  };
}
