// Keys of a keyboard and of a clicker → actions.

const NAMED_KEYS = {
  PageDown: "on",
  ArrowRight: "on",
  ArrowDown: "on",
  " ": "on",
  Spacebar: "on",
  Enter: "on",
  PageUp: "back",
  ArrowLeft: "back",
  ArrowUp: "back",
  Backspace: "back",
  Home: "first",
  End: "last",
  Escape: "out",
  "?": "help",
  F1: "help",
};
const LETTERS = { b: "black", p: "play", t: "table", f: "full", n: "notes", l: "second" };

// On a Cyrillic layout the key is "и" and its code KeyB: the code counts then.
function letterOf({ key, code }) {
  const letter = key.toLowerCase();
  if (/^[a-z]$/.test(letter)) return letter;
  return /^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? "";
}

function digitOf({ key, code, shiftKey }) {
  if (/^[0-9]$/.test(key)) return Number(key);
  const place = shiftKey ? null : /^(?:Digit|Numpad)([0-9])$/.exec(code);
  return place ? Number(place[1]) : 0;
}

// [name] of the action, or ["lang", code]; null for a key that means nothing here. `langs` are the
// codes of the languages in the order of their digits.
export function actionOf(event, langs) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const action = NAMED_KEYS[event.key];
  if (action) return [action];
  const lang = langs[digitOf(event) - 1];
  if (lang) return ["lang", lang];
  if (event.code === "Slash" && event.shiftKey) return ["help"];
  // Some clickers send a full stop for a black screen.
  if (event.code === "Period") return ["black"];
  const letter = LETTERS[letterOf(event)];
  return letter ? [letter] : null;
}

// Calls `act(...action)` for every key, until `signal` ends it.
export function watchKeys(act, { langs, isPanelOpen, signal }) {
  const onKey = (event) => {
    const action = actionOf(event, langs);
    if (!action) return;
    const [name] = action;
    const button = event.target?.closest?.("button");
    if (button && (event.key === " " || event.key === "Enter")) return;
    // In an open panel the arrows scroll.
    if (isPanelOpen() && /^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat || name === "on" || name === "back") act(...action);
  };
  addEventListener("keydown", onKey, { capture: true, signal });
}
