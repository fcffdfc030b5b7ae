// A sheet: one scene in one language, laid out on 1920 × 1080 and drawn for a day.

const HALL_WIDTH = 1920;
const HALL_HEIGHT = 1080;

function createSheet(talk, number, lang) {
  const scene = talk.scenes[number];
  const told = scene[lang];
  const drawn = talk.drawn[number]?.[lang] ?? {};
  const words = talk.words[lang];
  const sheet = { number, lang, told, drawn, key: `${number}:${lang}`, day: undefined };
  const root = element("section", `talk-sheet talk-sheet--${scene.figure}`, null, { lang });
  sheet.root = root;
  const headline = told.headline || told.title;
  if (told.headline || told.nothing) {
    const head = element("div", "talk-head");
    if (told.headline) head.append(element("p", "talk-kicker", told.title));
    const parts = [told.name, ...told.filters.split(" · ")].filter(Boolean);
    if (parts.length) {
      sheet.about = aboutOf(parts);
      head.append(sheet.about);
    }
    root.append(head);
  }
  sheet.headline = element("p", "talk-headline", headline, { role: "heading", "aria-level": "1" });
  root.append(sheet.headline);
  if (told.rest) root.append(element("p", "talk-rest", told.rest));
  const body = element("div", "talk-body");
  root.append(body);
  if (told.nothing || told.undrawn) {
    body.append(element("p", "talk-nothing", told.nothing || told.undrawn));
  } else if (drawn.figure) {
    sheet.legend = element("ul", "talk-legend");
    sheet.box = element("div", "talk-figure", null, { role: "img", "aria-label": wordsOf(told) });
    const side = element("div", "talk-side");
    side.append(sheet.legend);
    if (drawn.play) {
      sheet.dayLabel = element("button", "talk-day", "", { type: "button", tabindex: "-1" });
      side.append(sheet.dayLabel);
    }
    if (told.more) side.append(element("p", "talk-more", told.more));
    body.append(sheet.box, side);
  } else if (told.numbers.length) {
    body.append(numbersOf(told.numbers));
  } else {
    const lines = element("div", "talk-lines");
    lines.append(...told.lines.map((line) => element("p", "", line)));
    body.append(lines);
  }
  root.append(footOf(talk, told, number, words));
  return sheet;
}

const wordsOf = (told) => [told.name, told.headline, told.rest].filter(Boolean).join(". ");

// While the days play, headline and the line over it speak of the day shown; what else is said of
// the whole keeps its room, unseen, so that nothing jumps.
function sayDay(sheet, day) {
  const { drawn: { play }, told } = sheet;
  if (!play || !told.headline) return;
  const resting = day === null;
  const about = [told.name, ...told.filters.split(" · ")].filter(Boolean);
  const parts = resting ? about : [periodOn(play, day), ...told.undated.split(" · ")].filter(Boolean);
  if (sheet.about && sheet.about.textContent !== parts.join(" · ")) {
    sheet.about.replaceChildren(...aboutOf(parts).childNodes);
  }
  setWords(sheet.headline, resting ? told.headline : findingOn(play, day));
  sheet.root.classList.toggle("talk-sheet--day", !resting);
  sheet.box?.setAttribute("aria-label", resting ? wordsOf(told) : sentenceOn(play, day));
}

// The longest that the headline will say, so that its type and room fit every day.
function longestFinding(play) {
  const longest = (points) => (points ?? []).reduce(
    (most, point) => (point[1].length > most.length ? point[1] : most), "");
  return filled(play.finding, { value: longest(play.country), top: longest(play.highest) });
}

// The line breaks between its parts, never within a date.
function aboutOf(parts) {
  const line = element("p", "talk-about");
  parts.forEach((part, i) => line.append(i ? " · " : "", element("span", "", part)));
  return line;
}

function numbersOf(numbers) {
  const list = element("dl", "talk-numbers");
  for (const { code, label, value, notes } of numbers) {
    const tile = element("div", "talk-number", null, { "data-number": code });
    tile.append(element("dt", "", label), element("dd", "talk-value", value));
    tile.append(...notes.map((note, i) => note
      && element("dd", i ? "talk-note" : "talk-note talk-note--published", note)).filter(Boolean));
    list.append(tile);
  }
  return list;
}

function footOf(talk, told, number, words) {
  const foot = element("footer", "talk-foot");
  const about = element("div", "talk-imprint");
  const line = element("p", "");
  if (told.mark) line.append(element("b", "talk-mark", told.mark), " ");
  line.append(told.source);
  about.append(line);
  if (told.boundaries) about.append(element("p", "", told.boundaries));
  const spoken = words.scene.replace("{n}", number + 1).replace("{total}", talk.scenes.length);
  const count = element("p", "talk-count");
  count.append(
    element("span", "talk-spoken", spoken),
    element("span", "", `${number + 1} / ${talk.scenes.length}`, { "aria-hidden": "true" }),
  );
  foot.append(about, count);
  return foot;
}

// The largest type that fits, never below the least that the last row can read.
function fitType(target, largest, least, isFitting) {
  if (!target) return;
  let size = largest;
  const set = () => target.style.setProperty("--talk-size", `${size}px`);
  set();
  while (size > least && !isFitting()) {
    size -= 2;
    set();
  }
}

const linesOf = (target) => target.offsetHeight / parseFloat(getComputedStyle(target).lineHeight);

// What no size can hold is in the panel of the sources, in full.
function cutLines(lines, isInside) {
  if (!lines || isInside()) return;
  const last = element("p", "", "…");
  lines.append(last);
  while (last.previousSibling && !isInside()) last.previousSibling.remove();
}

// Only a sheet that stands in the page can be measured.
function fitSheet(sheet) {
  const find = (name) => sheet.root.querySelector(`.talk-${name}`);
  const headline = find("headline");
  const alone = !sheet.told.headline;
  const { play } = sheet.drawn;
  const longest = play && !alone ? longestFinding(play) : "";
  if (longest.length > headline.textContent.length) setWords(headline, longest);
  fitType(find("kicker"), 36, 28, () => linesOf(find("kicker")) < 1.5);
  // One line of a slightly smaller type leaves the figure more than two of a larger one.
  if (!alone) fitType(headline, 60, 48, () => linesOf(headline) < 1.5);
  if (alone || linesOf(headline) > 1.5) {
    fitType(headline, alone ? 88 : 60, alone ? 44 : 38, () => linesOf(headline) < 2.5);
  }
  if (longest) {
    headline.style.minHeight = `${headline.offsetHeight}px`;
    setWords(headline, sheet.told.headline);
  }
  fitType(find("rest"), 32, 28, () => linesOf(find("rest")) < 1.5);
  const body = find("body");
  const isInside = () => body.scrollHeight <= body.clientHeight + 1
    && body.scrollWidth <= body.clientWidth + 1;
  fitType(find("lines"), 56, 20, isInside);
  cutLines(find("lines"), isInside);
  for (const value of sheet.root.querySelectorAll(".talk-value")) {
    fitType(value, value.parentElement.matches(":nth-child(-n+2)") ? 128 : 84, 40,
      () => value.scrollWidth <= value.clientWidth + 1);
  }
  fitType(find("nothing"), 56, 28, isInside);
}

// Draws at once where Plotly is there; gives a promise of the finished picture.
function drawSheet(sheet, talk, day) {
  if (!sheet.box) return Promise.resolve();
  const shownDay = sheet.drawn.play && !isAtEnd(sheet.drawn.play, day) ? day : null;
  if (sheet.dayLabel) {
    // The date has its own line: nothing jumps while the days go by.
    setWords(sheet.dayLabel, dayWords(sheet.drawn.play, shownDay).replace(" · ", "\n"));
  }
  sayDay(sheet, shownDay);
  if (sheet.day === shownDay) return Promise.resolve();
  sheet.day = shownDay;
  const { data, layout } = composeFigure(
    talk, sheet.drawn, shownDay, sheet.box.clientWidth, sheet.box.clientHeight);
  const { play, figure } = sheet.drawn;
  const title = figure.layout.legend?.title?.text ?? "";
  showLegend(sheet.legend, data, play && shownDay !== null ? legendOn(play, play.legend, shownDay) : title);
  // The legend has taken its room only now.
  layout.width = sheet.box.clientWidth;
  layout.height = sheet.box.clientHeight;
  return window.Plotly.react(sheet.box, data, layout, figureConfig(sheet.lang));
}

function tellUndrawn(sheet, talk, error) {
  console.warn("talk:", error);
  sheet.root.querySelector(".talk-body")
    .replaceChildren(element("p", "talk-nothing", talk.words[sheet.lang].failed));
  sheet.box = null;
}

function dropSheet(sheet) {
  if (sheet.box && window.Plotly) window.Plotly.purge(sheet.box);
  sheet.root.remove();
}
