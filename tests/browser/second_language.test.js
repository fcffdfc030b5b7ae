import assert from "node:assert/strict";
import { test } from "node:test";

import { composeSlideChart } from "../../campaign/browser/presentation/slide_chart.js";
import { firstLanguages, nextSecond } from "../../campaign/browser/presentation/languages.js";

const LANGS = ["ky", "ru", "en"];

test("a presentation begins in known languages, whatever its address contains", () => {
  const names = { ky: "Кыргызча", ru: "Русский", en: "English" };
  const begin = (lang, second) => firstLanguages(names, { lang, second });
  assert.deepEqual(begin("ru", "en"), { lang: "ru", second: "en" });
  for (const unknown of ["xx", "", null, undefined, "constructor", "__proto__"]) {
    assert.deepEqual(begin(unknown, unknown), { lang: "ky", second: null });
  }
});

test("the second language is each of the others in turn, then none", () => {
  const inTurn = [null, "ru", "en"].map((second) => nextSecond(LANGS, "ky", second));
  assert.deepEqual(inTurn, ["ru", "en", null]);
  assert.equal(nextSecond(LANGS, "ru", null), "ky");
  assert.equal(nextSecond(LANGS, "ru", "ky"), "en");
});

test("a second language equal to the first is followed by the first of the others", () => {
  assert.equal(nextSecond(LANGS, "ru", "ru"), "ky");
});

test("a chart has the names of the second language, and its own names without one", () => {
  const figure = {
    data: [{ type: "bar", text: ["a"] }],
    layout: { yaxis: { ticktext: ["Нарын"] }, annotations: [{ text: "x" }] },
  };
  const second = {
    en: { "yaxis.ticktext": ["Нарын<br>Naryn"], "data[0].text": ["b"], "annotations[0].text": "y" },
  };
  const composed = (code) =>
    composeSlideChart({}, { figure, second }, { day: null, size: {}, second: code });
  const both = composed("en");
  assert.deepEqual(both.layout.yaxis.ticktext, ["Нарын<br>Naryn"]);
  assert.deepEqual([both.data[0].text, both.layout.annotations[0].text], [["b"], "y"]);
  for (const code of [null, undefined, "ru"]) {
    const { data, layout } = composed(code);
    assert.deepEqual([data[0].text, layout.yaxis.ticktext], [["a"], ["Нарын"]]);
  }
});
