// The moment at which the first paint is visible on the screen.

const MOST_MS = 1_000; // not every browser reports the first paint

// Calls `then` once a frame of the page has been shown.
export function awaitFirstFrame(then) {
  let isDone = false;
  const finish = () => {
    if (!isDone) then();
    isDone = true;
  };
  // The second frame begins when the first has been drawn; a slow processor shows that one later.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      setTimeout(finish, MOST_MS);
      watchPaint(finish);
    }),
  );
}

function watchPaint(then) {
  try {
    new PerformanceObserver((list, self) => {
      if (!list.getEntriesByName("first-contentful-paint").length) return;
      self.disconnect();
      then();
    }).observe({ type: "paint", buffered: true });
  } catch {
    // A browser without this observer waits for the timer.
  }
}
