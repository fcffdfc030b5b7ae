import assert from "node:assert/strict";
import { test } from "node:test";

import { actionOf, nextSecond, watchKeys } from "../../campaign/browser/presentation/keys.js";

const LANGS = ["ky", "ru", "en"];
const actionFor = (event) => actionOf({ code: "", shiftKey: false, ...event }, LANGS);

const KEYS_OF = {
  next: ["PageDown", "ArrowRight", "ArrowDown", " ", "Spacebar"],
  previous: ["PageUp", "ArrowLeft", "ArrowUp", "Backspace"],
  first: ["Home"],
  last: ["End"],
  choose: ["Enter"],
  leave: ["Escape"],
  help: ["?", "F1"],
};

for (const [action, keys] of Object.entries(KEYS_OF)) {
  test(`keys of keyboard and presentation remote for "${action}"`, () => {
    for (const key of keys) assert.deepEqual(actionFor({ key }), [action], key);
  });
}

test("letters count by character, and by position on a Cyrillic layout", () => {
  const letters = {
    b: ["и", "black"],
    p: ["з", "play"],
    t: ["е", "table"],
    f: ["а", "full"],
    n: ["т", "notes"],
    l: ["д", "second"],
    o: ["щ", "overview"],
    g: ["п", "number"],
  };
  for (const [latin, [cyrillic, action]] of Object.entries(letters)) {
    const code = `Key${latin.toUpperCase()}`;
    assert.deepEqual(actionFor({ key: latin, code }), [action]);
    assert.deepEqual(actionFor({ key: latin.toUpperCase(), code, shiftKey: true }), [action]);
    assert.deepEqual(actionFor({ key: cyrillic, code }), [action]);
  }
  // On a Latin layout with other positions, the character counts.
  assert.deepEqual(actionFor({ key: "b", code: "KeyN" }), ["black"]);
  assert.equal(actionFor({ key: "й", code: "KeyQ" }), null);
});

test("digits choose the language, also on the numeric pad and by position", () => {
  LANGS.forEach((lang, i) => {
    const digit = String(i + 1);
    assert.deepEqual(actionFor({ key: digit, code: `Digit${digit}` }), ["lang", lang]);
    assert.deepEqual(actionFor({ key: digit, code: `Numpad${digit}` }), ["lang", lang]);
    assert.deepEqual(actionFor({ key: "&", code: `Digit${digit}` }), ["lang", lang]);
    assert.deepEqual(actionFor({ key: "١", code: `Numpad${digit}` }), ["lang", lang]);
  });
  for (const digit of ["0", "4", "9"]) {
    assert.equal(actionFor({ key: digit, code: `Digit${digit}` }), null);
  }
});

test("the question mark opens help, wherever a layout has it", () => {
  assert.deepEqual(actionFor({ key: "?", code: "Digit7", shiftKey: true }), ["help"]);
  assert.deepEqual(actionFor({ key: ",", code: "Slash", shiftKey: true }), ["help"]);
  assert.equal(actionFor({ key: "!", code: "Digit1", shiftKey: true }), null);
});

test("the full stop of a presentation remote gives a black screen", () => {
  assert.deepEqual(actionFor({ key: ".", code: "Period" }), ["black"]);
  assert.deepEqual(actionFor({ key: "ю", code: "Period" }), ["black"]);
});

test("keys of the browser have no action", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey"]) {
    assert.equal(actionFor({ key: "p", code: "KeyP", [held]: true }), null, held);
  }
  for (const key of ["Tab", "F5", "F12", "Shift"]) assert.equal(actionFor({ key }), null, key);
});

test("a held key repeats only steps, and a button and a panel handle their own keys", () => {
  const page = new EventTarget();
  globalThis.addEventListener = page.addEventListener.bind(page);
  const actions = [];
  let isPanelOpen = false;
  watchKeys((...action) => actions.push(action.join(" ")), {
    langs: LANGS,
    isPanelOpen: () => isPanelOpen,
  });
  // Returns whether the browser's default action is prevented.
  const press = (of) => {
    const event = Object.assign(new Event("keydown", { cancelable: true }), { code: "", ...of });
    page.dispatchEvent(event);
    return event.defaultPrevented;
  };
  assert.ok(["ArrowRight", "PageUp", "b", "2"].every((key) => press({ key })));
  assert.ok(["ArrowRight", "PageUp", "b"].every((key) => press({ key, repeat: true })));
  assert.ok(!press({ key: "q" }));
  assert.deepEqual(actions.splice(0), ["next", "previous", "black", "lang ru", "next", "previous"]);
  isPanelOpen = true;
  assert.ok(!press({ key: "ArrowDown" }) && press({ key: "ArrowRight" }));
  assert.deepEqual(actions.splice(0), ["next"]);
  page.closest = (name) => (name === "button" ? {} : null);
  assert.ok(!press({ key: " " }) && !press({ key: "Enter" }) && press({ key: "Escape" }));
  assert.deepEqual(actions, ["leave"]);
});

test("the second language is each of the others in turn, then none", () => {
  const inTurn = [null, "ru", "en"].map((second) => nextSecond(LANGS, "ky", second));
  assert.deepEqual(inTurn, ["ru", "en", null]);
  assert.equal(nextSecond(LANGS, "ru", null), "ky");
  assert.equal(nextSecond(LANGS, "ru", "ky"), "en");
  assert.equal(nextSecond(LANGS, "ru", "ru"), "ky", "equal to the first");
});
