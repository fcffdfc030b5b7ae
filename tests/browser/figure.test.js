import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, dateWords, daysBetween } from "../../campaign/browser/figure/days.js";
import { attach, markByKey, markByLetter } from "../../campaign/browser/figure/figure.js";
import { placeBeside, placeOn } from "../../campaign/browser/figure/tooltip.js";

const boxAt = (left, top, width = 20, height = 20) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
  width,
  height,
});
const TOOLTIP = { width: 200, height: 80 };
const PHONE = { width: 360, height: 640 };
const DESKTOP = { width: 1440, height: 900 };

const covers = ({ left, top }, box) =>
  left < box.right &&
  left + TOOLTIP.width > box.left &&
  top < box.bottom &&
  top + TOOLTIP.height > box.top;

for (const [where, box, view] of [
  ["above its mark", boxAt(300, 300), DESKTOP],
  ["below a mark at the top", boxAt(300, 10), DESKTOP],
  ["to the right of a high mark", boxAt(100, 20, 60, 860), DESKTOP],
  ["to the left of a high mark at the right edge", boxAt(1350, 20, 80, 860), DESKTOP],
  ["within a phone", boxAt(330, 300), PHONE],
  ["beside a mark that is partly seen", boxAt(-30, 620, 60, 200), PHONE],
]) {
  test(`the tooltip is ${where}, in view and never over the mark`, () => {
    const place = placeBeside(box, TOOLTIP, view);
    assert.ok(!covers(place, box), JSON.stringify(place));
    assert.ok(place.left >= 0 && place.left + TOOLTIP.width <= view.width);
    assert.ok(place.top >= 0 && place.top + TOOLTIP.height <= view.height);
  });
}

test("the tooltip of a mark that fills the window is in view", () => {
  const { left, top } = placeBeside(boxAt(0, 0, 360, 640), TOOLTIP, PHONE);
  assert.ok(left >= 0 && top >= 0 && left + 200 <= 360 && top + 80 <= 640);
});

test("arrows, Home and End lead along the order of the marks and stop at its ends", () => {
  const keys = ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home", "End"];
  assert.deepEqual(
    keys.map((key) => markByKey(key, 1, 4, null)),
    [2, 2, 0, 0, 0, 3],
  );
  assert.equal(markByKey("ArrowRight", 3, 4, null), 3);
  assert.equal(markByKey("ArrowLeft", 0, 4, null), 0);
  for (const key of ["Tab", "a", "Enter", "Escape"]) assert.equal(markByKey(key, 1, 4, null), null);
});

test("in a grid an arrow leads to the mark beside, above or below", () => {
  const boxes = [0, 1, 2, 3, 4, 5].map((i) => boxAt((i % 3) * 100, Math.floor(i / 3) * 40, 96, 36));
  const from = (key) => markByKey(key, 1, 6, boxes);
  assert.deepEqual(["ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp"].map(from), [0, 2, 4, 1]);
});

test("on a map an arrow prefers a region straight ahead to a nearer one aside", () => {
  const boxes = [boxAt(0, 100, 50, 50), boxAt(200, 100, 50, 50), boxAt(60, 400, 50, 50)];
  assert.equal(markByKey("ArrowRight", 0, 3, boxes), 1);
  assert.equal(markByKey("ArrowDown", 0, 3, boxes), 2);
});

test("a letter leads to the next mark whose name begins with it", () => {
  const names = ["Баткен облусу", "Чүй облусу", "Нарын облусу", "Бишкек шаары"];
  assert.equal(markByLetter("б", 0, names), 3);
  assert.equal(markByLetter("Б", 3, names), 0);
  assert.equal(markByLetter("н", 0, names), 2);
  assert.equal(markByLetter("x", 1, names), 1);
});

test("a range has whole days in order, within the days of the chart", () => {
  assert.deepEqual(daysBetween(0.26, 0.51, 100), [26, 51]);
  assert.deepEqual(daysBetween(0.51, 0.26, 100), [26, 51]);
  assert.deepEqual(daysBetween(-0.2, 1.4, 113), [0, 112]);
  assert.deepEqual(daysBetween(0.5, 0.5, 113), [56, 56]);
});

test("the address of a range has its first and last day", () => {
  const pattern = "/timeline?lang=ky&from={from}&to={to}&type=lecture";
  assert.equal(
    addressOf(pattern, "2017-08-02", "2017-08-07"),
    "/timeline?lang=ky&from=2017-08-02&to=2017-08-07&type=lecture",
  );
});

test("dates have the short form of each language", () => {
  assert.equal(dateWords("2017-08-02", "ky"), "02.08.2017");
  assert.equal(dateWords("2017-08-02", "ru"), "02.08.2017");
  assert.equal(dateWords("2017-08-02", "en"), "2 Aug 2017");
});

test("a region is marked at its position on the strip, with its label above", () => {
  const { path, x, y, anchor } = placeOn("10 400 200", "0.25");
  assert.equal(x, 60);
  assert.ok(path.startsWith("M60 400l"));
  assert.ok(y < 400);
  assert.equal(anchor, "middle");
  assert.deepEqual(
    ["0", "1"].map((at) => placeOn("0 0 300", at).anchor),
    ["start", "end"],
  );
});

test("a document gets its listeners once", () => {
  let count = 0;
  const element = { addEventListener: () => (count += 1) };
  const page = { ...element, documentElement: element, readyState: "complete" };
  page.createElement = () => ({ setAttribute() {} });
  page.querySelectorAll = () => [];
  page.location = { protocol: "file:" };
  globalThis.window = element;
  globalThis.document = page;
  attach(page);
  const once = count;
  attach(page);
  assert.ok(once > 10);
  assert.equal(count, once);
});
