// The actions of keys, on a keyboard and on a presentation remote.

const NAMED_KEYS = {
  PageDown: "next",
  ArrowRight: "next",
  ArrowDown: "next",
  " ": "next",
  Spacebar: "next",
  Enter: "choose",
  PageUp: "previous",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  Backspace: "previous",
  Home: "first",
  End: "last",
  Escape: "leave",
  "?": "help",
  F1: "help",
};
const LETTERS = {
  b: "black",
  p: "play",
  t: "table",
  f: "full",
  n: "notes",
  l: "second",
  o: "overview",
  g: "number",
};

// On a Cyrillic layout the key B is "и", and its code is KeyB: then the code counts.
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

// [name] of the action of a key, or ["lang", code]; null without one. `langs` are the codes of the
// languages in the order of their digits.
export function actionOf(event, langs) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const action = NAMED_KEYS[event.key];
  if (action) return [action];
  const lang = langs[digitOf(event) - 1];
  if (lang) return ["lang", lang];
  if (event.code === "Slash" && event.shiftKey) return ["help"];
  // Some presentation remotes send a full stop for a black screen.
  if (event.code === "Period") return ["black"];
  const letter = LETTERS[letterOf(event)];
  return letter ? [letter] : null;
}

// The second language after `second` in the order of `langs`; null after the last one.
export function nextSecond(langs, lang, second) {
  const others = langs.filter((code) => code !== lang);
  return others[others.indexOf(second) + 1] ?? null;
}

// Calls `act(...action)` for every key, until `signal` is aborted.
export function watchKeys(act, { langs, isPanelOpen, signal }) {
  const onKey = (event) => {
    const action = actionOf(event, langs);
    if (!action) return;
    const [name] = action;
    if (event.target?.closest?.("input")) return;
    const button = event.target?.closest?.("button");
    if (button && (event.key === " " || event.key === "Enter")) return;
    // The arrows scroll an open panel.
    if (isPanelOpen() && /^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat || name === "next" || name === "previous") act(...action);
  };
  addEventListener("keydown", onKey, { capture: true, signal });
}
