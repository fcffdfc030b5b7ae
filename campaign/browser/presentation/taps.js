// Taps and swipes: a tap on the right half, or a swipe to the left, goes to the next slide.

const TAP_MS = 600;
const TAP_PX = 24;
const SWIPE_PX = 60;

// The action of a swipe by {dx, dy} px in {ms} that ends at {x} of {width}; null without one.
export function actionOfSwipe({ dx, dy, ms, x, width }) {
  if (ms >= TAP_MS) return null;
  if (Math.hypot(dx, dy) < TAP_PX) return x > width / 2 ? "next" : "previous";
  const isSideways = Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 2 * Math.abs(dy);
  if (!isSideways) return null;
  return dx < 0 ? "next" : "previous";
}

// Calls `act(name)` for every tap and swipe, until `signal` is aborted.
export function watchTaps(root, act, { isPanelOpen, signal }) {
  let start = null;
  const onDown = ({ pointerType, isPrimary, clientX: x, clientY: y, timeStamp }) => {
    start = pointerType === "mouse" || !isPrimary ? null : { x, y, timeStamp };
  };
  const onUp = ({ clientX: x, clientY: y, timeStamp, target }) => {
    if (!start || isPanelOpen() || target.closest("button, a")) return;
    const swipe = { dx: x - start.x, dy: y - start.y, ms: timeStamp - start.timeStamp };
    start = null;
    const action = actionOfSwipe({ ...swipe, x, width: innerWidth });
    if (action) act(action);
  };
  root.addEventListener("pointerdown", onDown, { capture: true, signal });
  root.addEventListener("pointerup", onUp, { capture: true, signal });
}
