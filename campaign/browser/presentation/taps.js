// Taps and strokes: a tap on the right half, or a stroke to the left, goes to the next slide.

const TAP_MS = 600;
const TAP_PX = 24;
const STROKE_PX = 60;

// "on", "back" or null, by the way of a stroke {dx, dy, ms} and its end {x} of {width}.
export function actionOfStroke({ dx, dy, ms, x, width }) {
  if (ms >= TAP_MS) return null;
  if (Math.hypot(dx, dy) < TAP_PX) return x > width / 2 ? "on" : "back";
  const isSideways = Math.abs(dx) > STROKE_PX && Math.abs(dx) > 2 * Math.abs(dy);
  if (!isSideways) return null;
  return dx < 0 ? "on" : "back";
}

// Calls `act(name)` for every tap, until `signal` ends it.
export function watchTaps(root, act, { isPanelOpen, signal }) {
  let start = null;
  const onDown = ({ pointerType, isPrimary, clientX: x, clientY: y, timeStamp }) => {
    start = pointerType === "mouse" || !isPrimary ? null : { x, y, timeStamp };
  };
  const onUp = ({ clientX: x, clientY: y, timeStamp, target }) => {
    if (!start || isPanelOpen() || target.closest("button, a")) return;
    const stroke = { dx: x - start.x, dy: y - start.y, ms: timeStamp - start.timeStamp };
    start = null;
    const action = actionOfStroke({ ...stroke, x, width: innerWidth });
    if (action) act(action);
  };
  root.addEventListener("pointerdown", onDown, { capture: true, signal });
  root.addEventListener("pointerup", onUp, { capture: true, signal });
}
