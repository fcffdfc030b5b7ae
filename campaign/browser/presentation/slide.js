// A slide in one language, laid out on 1920 × 1080 and drawn for a day.

import { isAtEnd } from "../shared/animation.js";
import { dayWords, headlineOn, legendTitleOn, periodOn, sentenceOn } from "../shared/day_words.js";
import { createElement, setText } from "../shared/element.js";
import { showLegend } from "./legend.js";
import { composeSlideChart, configIn } from "./slide_chart.js";

export const SLIDE_WIDTH = 1920;
export const SLIDE_HEIGHT = 1080;

const SEPARATOR = " · ";

export const keyOf = (number, lang) => `${number}:${lang}`;

const partsOf = (first, others) => [first, ...others.split(SEPARATOR)].filter(Boolean);

const summaryOf = ({ name, headline, rest }) => [name, headline, rest].filter(Boolean).join(". ");

// The line may break between its parts, never within a date.
function createAbout(parts) {
  const line = createElement("p", "presentation-about");
  parts.forEach((part, i) => line.append(i ? SEPARATOR : "", createElement("span", "", part)));
  return line;
}

function createNumbers(numbers) {
  const list = createElement("dl", "presentation-numbers");
  for (const { code, label, value, notes } of numbers) {
    const tile = createElement("div", "presentation-number", null, { "data-number": code });
    tile.append(createElement("dt", "", label), createElement("dd", "presentation-value", value));
    const [published, note] = notes;
    if (published)
      tile.append(createElement("dd", "presentation-note presentation-note--published", published));
    if (note) tile.append(createElement("dd", "presentation-note", note));
    list.append(tile);
  }
  return list;
}

function createFoot({ slides, words }, content, number, lang) {
  const about = createElement("div", "presentation-imprint");
  const line = createElement("p");
  if (content.mark) line.append(createElement("b", "presentation-mark", content.mark), " ");
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

// The title above the headline, and what the slide is about; {} where the title is the headline.
function createHeader({ title, headline, nothing, name, filters }) {
  if (!headline && !nothing) return {};
  const header = createElement("div", "presentation-header");
  if (headline) header.append(createElement("p", "presentation-kicker", title));
  const parts = partsOf(name, filters);
  const about = parts.length ? createAbout(parts) : null;
  if (about) header.append(about);
  return { header, about };
}

function createChartParts(content, { play }) {
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
  if (content.more) side.append(createElement("p", "presentation-more", content.more));
  return { legend, plot, side, dayButton, children: [plot, side] };
}

function createBody(content, chart) {
  const message = content.nothing || content.undrawn;
  if (message) return { children: [createElement("p", "presentation-nothing", message)] };
  if (chart.figure) return createChartParts(content, chart);
  if (content.numbers.length) return { children: [createNumbers(content.numbers)] };
  const lines = createElement("div", "presentation-lines");
  lines.append(...content.lines.map((line) => createElement("p", "", line)));
  return { children: [lines] };
}

export function createSlide(presentation, number, lang) {
  const content = presentation.slides[number][lang];
  const chart = presentation.charts[number]?.[lang] ?? {};
  const kind = presentation.slides[number].figure;
  const root = createElement("section", `presentation-slide presentation-slide--${kind}`, null, {
    lang,
  });
  const headline = createElement("p", "presentation-headline", content.headline || content.title, {
    role: "heading",
    "aria-level": "1",
  });
  const { header, about } = createHeader(content);
  const { children, ...parts } = createBody(content, chart);
  const body = createElement("div", "presentation-body");
  body.append(...children);
  if (header) root.append(header);
  root.append(headline);
  if (content.rest) root.append(createElement("p", "presentation-rest", content.rest));
  root.append(body, createFoot(presentation, content, number, lang));
  return { number, lang, content, chart, root, headline, about, body, ...parts };
}

// While the animation plays, headline and the line above it are about the day on show; the rest of
// the summary is hidden but keeps its room, so that nothing jumps.
function showDay({ content, chart, root, about, headline, plot, dayButton }, day) {
  const { play } = chart;
  if (!play) return;
  // The date has its own line.
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
  root.classList.toggle("presentation-slide--day", !isResting);
  plot?.setAttribute("aria-label", isResting ? summaryOf(content) : sentenceOn(play, day));
}

const sizeOf = ({ clientWidth: width, clientHeight: height }) => ({ width, height });

// Draws at once if Plotly is loaded; returns a promise that resolves when the drawing is done.
export async function drawSlide(slide, presentation, day) {
  const { plot, side, chart, legend, lang } = slide;
  if (!plot) return;
  const { play, figure } = chart;
  const shownDay = isAtEnd(play, day) ? null : day;
  showDay(slide, shownDay);
  const { data, layout } = composeSlideChart(presentation, chart, shownDay, sizeOf(plot));
  const title = figure.layout.meta?.title ?? "";
  showLegend(legend, data, shownDay === null ? title : legendTitleOn(play, play.legend, shownDay));
  side.style.paddingBottom = `${layout.meta?.strip?.height ?? 0}px`;
  // The legend takes its room only now.
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
