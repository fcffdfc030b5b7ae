// A slide in one language, laid out on 1920 × 1080 and drawn for a day.

import { isAtEnd } from "../shared/animation.js";
import {
  dayWords,
  headlineOn,
  legendTitleOn,
  periodOn,
  SEPARATOR,
  sentenceOn,
} from "../shared/day_words.js";
import { createElement, setText } from "../shared/element.js";
import { traceOn } from "../shared/trace.js";
import { legendNames, showLegend } from "./legend.js";
import { composeSlideChart, configIn } from "./slide_chart.js";

export const SLIDE_WIDTH = 1920;
export const SLIDE_HEIGHT = 1080;

export const keyOf = (number, lang, second) => `${number}:${lang}:${second ?? ""}`;

const partsOf = (first, others) => [first, ...others.split(" · ")].filter(Boolean);

const summaryOf = ({ name, headline, rest }) => [name, headline, rest].filter(Boolean).join(". ");

// A line may break between the parts, never within a date.
function createAbout(parts) {
  const line = createElement("p", "presentation-about");
  parts.forEach((part, i) => line.append(i ? SEPARATOR : "", createElement("span", "", part)));
  return line;
}

// Prevents a line break after the hyphen of «31-июль» and «8-е».
export const keepHyphens = (line) => line.replace(/(\d-)(?=[а-яёңөү])/gu, "$1\u2060");

// Words, and below them their translation, if it differs.
function createPair(name, className, words, { words: others, lang }) {
  const element = createElement(name, className, words);
  if (others && others !== words) {
    element.append(createElement("span", "presentation-second", others, { lang }));
  }
  return element;
}

function createNumbers(numbers, others, lang) {
  const list = createElement("dl", "presentation-numbers");
  numbers.forEach(({ code, label, value, notes }, i) => {
    const other = others[i] ?? { notes: [] };
    const tile = createElement("div", "presentation-number", null, { "data-number": code });
    tile.append(
      createPair("dt", "", label, { words: other.label, lang }),
      createElement("dd", "presentation-value", value),
    );
    const classes = ["presentation-note presentation-note--published", "presentation-note"];
    classes.forEach((className, at) => {
      if (!notes[at]) return;
      tile.append(createPair("dd", className, notes[at], { words: other.notes[at], lang }));
    });
    list.append(tile);
  });
  return list;
}

function createFoot({ slides, words }, content, number, { lang, second }) {
  const about = createElement("div", "presentation-provenance");
  const line = createElement("p");
  const disclaimers = [
    [content.disclaimer, lang],
    [second?.content.disclaimer, second?.lang],
  ];
  for (const [disclaimer, code] of disclaimers) {
    if (disclaimer)
      line.append(createElement("b", "presentation-mark", disclaimer, { lang: code }), " ");
  }
  line.append(content.source);
  about.append(line);
  if (content.boundaries) about.append(createElement("p", "", content.boundaries));
  const [place, total] = [number + 1, slides.length];
  const position = words[lang].slide.replace("{n}", place).replace("{total}", total);
  const count = createElement("p", "presentation-count");
  count.append(
    createElement("span", "presentation-sr-only", position),
    createElement("span", "", `${place} / ${total}`, { "aria-hidden": "true" }),
  );
  const foot = createElement("footer", "presentation-foot");
  foot.append(about, count);
  return foot;
}

// The title and the scope above the headline; {} if the title is the headline.
function createHeader({ title, headline, nothing, name, filters }, second) {
  if (!headline && !nothing) return {};
  const header = createElement("div", "presentation-header");
  if (headline) {
    const other = { words: second?.content.title, lang: second?.lang };
    header.append(createPair("p", "presentation-kicker", title, other));
  }
  const parts = partsOf(name, filters);
  const about = parts.length ? createAbout(parts) : null;
  if (about) header.append(about);
  return { header, about };
}

function createChartParts(content, { play }, second) {
  const legend = createElement("ul", "presentation-legend");
  const plot = createElement("div", "presentation-figure", null, {
    role: "img",
    "aria-label": summaryOf(content),
  });
  const side = createElement("div", "presentation-side");
  side.append(legend);
  const dayButton = play
    ? createElement("button", "presentation-day", "", { type: "button", tabindex: "-1" })
    : null;
  if (dayButton) side.append(dayButton);
  if (content.more) {
    const other = { words: second?.content.more, lang: second?.lang };
    side.append(createPair("p", "presentation-more", content.more, other));
  }
  return { legend, plot, side, dayButton, children: [plot, side] };
}

function createBody(content, chart, second) {
  const message = content.nothing || content.undrawn;
  const { lang } = second ?? {};
  if (message) {
    const others = second && (second.content.nothing || second.content.undrawn);
    const words = createPair("p", "presentation-nothing", message, { words: others, lang });
    return { children: [words] };
  }
  if (chart.figure) return createChartParts(content, chart, second);
  if (content.numbers.length) {
    return { children: [createNumbers(content.numbers, second?.content.numbers ?? [], lang)] };
  }
  const lines = createElement("div", "presentation-lines");
  const others = second?.content.lines ?? [];
  lines.append(
    ...content.lines.map((line, i) => {
      const other = others[i] && keepHyphens(others[i]);
      return createPair("p", "", keepHyphens(line), { words: other, lang });
    }),
  );
  return { children: [lines] };
}

// A slide in the second language: {lang, content, chart}; null without one.
function secondOf({ slides, charts }, number, lang) {
  if (!lang) return null;
  return { lang, content: slides[number][lang], chart: charts[number]?.[lang] ?? {} };
}

// The headline in the second language; null if the slide has none.
function createSecondHeadline({ headline, title }, second) {
  if (!second) return null;
  const words = headline ? second.content.headline : second.content.title;
  const hidden = words === (headline || title);
  const classes = "presentation-headline-second";
  return hidden ? null : createElement("p", classes, words, { lang: second.lang });
}

// `second` is the language below the first, in place of the details below the headline; null without
// one.
export function createSlide(presentation, number, lang, second = null) {
  const content = presentation.slides[number][lang];
  const chart = presentation.charts[number]?.[lang] ?? {};
  const other = secondOf(presentation, number, second === lang ? null : second);
  const { kind } = presentation.slides[number];
  const root = createElement("section", `presentation-slide presentation-slide--${kind}`, null, {
    lang,
  });
  root.classList.toggle("presentation-slide--two", Boolean(other));
  const headline = createElement("p", "presentation-headline", content.headline || content.title, {
    role: "heading",
    "aria-level": "1",
  });
  const secondHeadline = createSecondHeadline(content, other);
  const { header, about } = createHeader(content, other);
  const { children, ...parts } = createBody(content, chart, other);
  const body = createElement("div", "presentation-body");
  body.append(...children);
  if (header) root.append(header);
  root.append(headline);
  if (secondHeadline) root.append(secondHeadline);
  else if (content.rest) root.append(createElement("p", "presentation-rest", content.rest));
  root.append(body, createFoot(presentation, content, number, { lang, second: other }));
  const elements = { root, headline, secondHeadline, about, body, ...parts };
  return { number, lang, second: other, kind, content, chart, ...elements };
}

// While the animation plays, the headline and the line above it are about the day; the rest of the
// summary is hidden but keeps its room, so that nothing moves.
function showDay(slide, day) {
  const { content, chart, root, about, headline, plot, dayButton, second, secondHeadline } = slide;
  const { play } = chart;
  if (!play) return;
  // The date is on a line of its own.
  if (dayButton) setText(dayButton, dayWords(play, day).replace(SEPARATOR, "\n"));
  if (!content.headline) return;
  const isResting = day === null;
  const parts = isResting
    ? partsOf(content.name, content.filters)
    : partsOf(periodOn(play, day), content.undated);
  if (about && about.textContent !== parts.join(SEPARATOR)) {
    about.replaceChildren(...createAbout(parts).childNodes);
  }
  setText(headline, isResting ? content.headline : headlineOn(play, day));
  if (secondHeadline) {
    const { content: others, chart: otherChart } = second;
    setText(secondHeadline, isResting ? others.headline : headlineOn(otherChart.play, day));
  }
  root.classList.toggle("presentation-slide--day", !isResting);
  plot?.setAttribute("aria-label", isResting ? summaryOf(content) : sentenceOn(play, day));
}

// The entries of the legend in the second language, in the order of the first, and its title.
function secondLegend({ second }, day) {
  const { figure, play } = second?.chart ?? {};
  if (!figure) return { names: [], title: "" };
  const title = figure.layout.meta?.title ?? "";
  return {
    names: legendNames(figure.data.map((trace) => traceOn(play, trace, day))),
    title: day === null ? title : legendTitleOn(play, day),
  };
}

const sizeOf = ({ clientWidth: width, clientHeight: height }) => ({ width, height });

// Draws at once if Plotly is loaded; returns a promise that resolves when the drawing is done.
export async function drawSlide(slide, presentation, day) {
  const { plot, side, chart, legend, lang } = slide;
  if (!plot) return;
  const { play, figure } = chart;
  const shownDay = isAtEnd(play, day) ? null : day;
  showDay(slide, shownDay);
  const { data, layout } = composeSlideChart(presentation, chart, {
    day: shownDay,
    size: sizeOf(plot),
    second: slide.second?.lang,
  });
  const title = figure.layout.meta?.title ?? "";
  const shownTitle = shownDay === null ? title : legendTitleOn(play, shownDay);
  showLegend(legend, data, shownTitle, secondLegend(slide, shownDay));
  side.style.paddingBottom = `${layout.meta?.strip?.height ?? 0}px`;
  // The legend has its height only now.
  Object.assign(layout, sizeOf(plot));
  await window.Plotly.react(plot, data, layout, configIn(lang));
}

export function showFailure(slide, presentation, error) {
  console.warn("presentation:", error);
  const words = presentation.words[slide.lang];
  slide.body.replaceChildren(createElement("p", "presentation-nothing", words.failed));
  slide.plot = null;
}

export function dropSlide({ plot, root }) {
  if (plot) window.Plotly?.purge(plot);
  root.remove();
}
