// Keys, clicker and taps → what is to be done.

const NAMED_KEYS = {
  PageDown: "on", ArrowRight: "on", ArrowDown: "on", " ": "on", Spacebar: "on", Enter: "on",
  PageUp: "back", ArrowLeft: "back", ArrowUp: "back", Backspace: "back",
  Home: "first", End: "last", Escape: "out", "?": "help", F1: "help",
};
const LETTERS = { b: "black", p: "play", t: "table", f: "full", n: "notes" };

// On a Cyrillic layout the key says "и" and its place KeyB: the place counts then.
function letterOf(event) {
  const key = event.key.toLowerCase();
  if (/^[a-z]$/.test(key)) return key;
  return /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase() ?? "";
}

function digitOf(event) {
  if (/^[0-9]$/.test(event.key)) return Number(event.key);
  const placed = event.shiftKey ? null : /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
  return placed ? Number(placed[1]) : 0;
}

function actionOf(event, langs) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const named = NAMED_KEYS[event.key];
  if (named) return [named];
  const lang = Object.keys(langs)[digitOf(event) - 1];
  if (lang) return ["lang", lang];
  if (event.code === "Slash" && event.shiftKey) return ["help"];
  // Some clickers send a full stop for a black screen.
  if (event.code === "Period") return ["black"];
  const letter = LETTERS[letterOf(event)];
  return letter ? [letter] : null;
}

function watchKeys(talk, act, isOpen) {
  const onKey = (event) => {
    const action = actionOf(event, talk.langs);
    if (!action) return;
    const [name] = action;
    const button = event.target?.closest?.("button");
    if (button && (event.key === " " || event.key === "Enter")) return;
    // In an open panel the arrows scroll.
    if (isOpen() && /^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat || name === "on" || name === "back") act(...action);
  };
  addEventListener("keydown", onKey, { capture: true });
  return () => removeEventListener("keydown", onKey, { capture: true });
}

const TAP_MS = 600;
const TAP_PX = 24;

// A tap on the right half goes on, on the left half back; so does a stroke of the finger.
function watchTaps(root, act, isOpen) {
  let start = null;
  const onDown = (event) => {
    start = event.pointerType === "mouse" || !event.isPrimary
      ? null : { x: event.clientX, y: event.clientY, at: event.timeStamp };
  };
  const onUp = (event) => {
    if (!start || isOpen() || event.target.closest("button, a")) return;
    const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
    const quick = event.timeStamp - start.at < TAP_MS;
    start = null;
    if (!quick) return;
    if (Math.hypot(dx, dy) < TAP_PX) act(event.clientX > innerWidth / 2 ? "on" : "back");
    else if (Math.abs(dx) > 60 && Math.abs(dx) > 2 * Math.abs(dy)) act(dx < 0 ? "on" : "back");
  };
  root.addEventListener("pointerdown", onDown, { capture: true });
  root.addEventListener("pointerup", onUp, { capture: true });
  return () => {
    root.removeEventListener("pointerdown", onDown, { capture: true });
    root.removeEventListener("pointerup", onUp, { capture: true });
  };
}
