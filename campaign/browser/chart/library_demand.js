// Decides which figures of a page Plotly draws, a library of 0.4 MB: the one that a reader first
// uses, and after that those that stay in view, one at a time. The others keep the server's picture.

const REST_MS = 300; // in view; a figure that is only scrolled past is not drawn
const IDLE_MS = 1000; // after which a page that is never idle draws too

function waitForIdle(then) {
  if (window.requestIdleCallback) requestIdleCallback(then, { timeout: IDLE_MS });
  else setTimeout(then); // Safari
}

// Calls `report(isInSight)` now and after each change; returns a function that stops this.
function watchSight(element, report) {
  const observer = new IntersectionObserver((entries) => report(entries.at(-1).isIntersecting));
  observer.observe(element);
  return () => observer.disconnect();
}

export function createLibraryDemand({
  watch = watchSight,
  whenIdle = waitForIdle,
  restMs = REST_MS,
} = {}) {
  const visible = new Set(); // figures that stay in view and are not drawn yet
  let hasBegun = false;
  let isBusy = false;

  function drawNext() {
    if (!hasBegun || isBusy || !visible.size) return;
    isBusy = true;
    whenIdle(async () => {
      const [next] = visible;
      await next?.request();
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
    // `draw()` returns a promise that is never rejected.
    add(element, draw) {
      let timer = null;
      let isRequested = false;

      function onSight(isInSight) {
        clearTimeout(timer);
        visible.delete(figure);
        if (!isInSight) return;
        timer = setTimeout(() => {
          visible.add(figure);
          drawNext();
        }, restMs);
      }

      function leave() {
        unwatch();
        clearTimeout(timer);
        visible.delete(figure);
      }

      const figure = {
        get isRequested() {
          return isRequested;
        },
        // Draws the figure at the first call.
        async request() {
          if (isRequested) return;
          isRequested = true;
          leave();
          await draw();
        },
        leave,
      };
      const unwatch = watch(element, onSight);
      return figure;
    },
  };
}
