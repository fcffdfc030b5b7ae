import assert from "node:assert/strict";
import { test } from "node:test";

import { createDictionary } from "../../campaign/browser/i18n/dictionary.js";

const translate = createDictionary({
  "Press Enter to apply": "Колдонуу үчүн Enter",
  "Help for …*": "…: түшүндүрмө",
  "*…MB per file": "… МБ",
  "Upload … of …*": "… ичинен …",
  "File must be …MB or smaller.": "Файлдын көлөмүнүн чеги — … МБ.",
  "(?)": "(!)",
  Gone: "",
});

test("a text known word for word, with the space around it kept", () => {
  assert.equal(translate("Press Enter to apply"), "Колдонуу үчүн Enter");
  assert.equal(translate("\n  Press  Enter\tto apply "), "\n  Колдонуу үчүн Enter ");
  assert.equal(translate("(?)"), "(!)");
  assert.equal(translate("Gone"), "");
});

test("open ends take what follows and what comes before", () => {
  assert.equal(translate("Help for Region"), "Region: түшүндүрмө");
  assert.equal(translate("Limit 200MB per file"), "Limit 200 МБ");
  assert.equal(translate("Upload 2 of 5"), "2 ичинен 5");
});

test("a text closed at both ends takes what stands between", () => {
  assert.equal(translate("File must be 200.0MB or smaller."), "Файлдын көлөмүнүн чеги — 200.0 МБ.");
  assert.equal(translate("File must be small."), "File must be small.");
});

test("what is not known stays, and so does space alone", () => {
  assert.equal(translate("press enter to apply"), "press enter to apply");
  assert.equal(translate("Ооба"), "Ооба");
  assert.equal(translate("  \n"), "  \n");
  assert.equal(createDictionary({})("Help for Region"), "Help for Region");
});
