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

test("a known text is translated, and the space around it stays", () => {
  assert.equal(translate("Press Enter to apply"), "Колдонуу үчүн Enter");
  assert.equal(translate("\n  Press  Enter\tto apply "), "\n  Колдонуу үчүн Enter ");
  assert.equal(translate("(?)"), "(!)");
  assert.equal(translate("Gone"), "");
});

test("a pattern with an open end matches text after it or before it", () => {
  assert.equal(translate("Help for Region"), "Region: түшүндүрмө");
  assert.equal(translate("Limit 200MB per file"), "Limit 200 МБ");
  assert.equal(translate("Upload 2 of 5"), "2 ичинен 5");
});

test("a pattern without open ends matches the text between its parts", () => {
  assert.equal(translate("File must be 200.0MB or smaller."), "Файлдын көлөмүнүн чеги — 200.0 МБ.");
  assert.equal(translate("File must be small."), "File must be small.");
});

test("unknown text and white space are unchanged", () => {
  assert.equal(translate("press enter to apply"), "press enter to apply");
  assert.equal(translate("Ооба"), "Ооба");
  assert.equal(translate("  \n"), "  \n");
  assert.equal(createDictionary({})("Help for Region"), "Help for Region");
});
