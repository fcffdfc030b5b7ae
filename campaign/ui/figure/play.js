// Playing the days: the position is a day index; at rest it is the last day, as Python drew it.

const WEEK = 7;
const CALM_PAUSE = 700; // ms between steps under prefers-reduced-motion
const WAIT = 20; // ms
const MOST_WAITS = 100;

const lastDay = (view) => view.payload.play.dates.length - 1;
const atRest = (view) => !view.payload.play || view.play.index >= lastDay(view);

// Every day of the range: two values on the way say as much as a list.
function datesOf({ start, days }) {
  const first = Date.parse(start);
  return Array.from({ length: days }, (_, i) =>
    new Date(first + i * 86_400_000).toISOString().slice(0, 10));
}

// What each unit shows from which day on stands in the page beside the figure: it is longer than
// the figure, stays as it is while units are chosen, and is looked at only once the days play. Where
// it comes a moment after the figure, what was there before serves until then.
function unitsOf(view) {
  const { play } = view.payload;
  if (!play.units) {
    const told = document.querySelector(`[data-unfolding="${play.of}"]`);
    if (told) play.units = view.play.units = JSON.parse(told.textContent);
    else if ((play.waits = (play.waits ?? 0) + 1) <= MOST_WAITS) {
      setTimeout(() => view.payload.play === play && draw(view), WAIT);
    }
  }
  return play.units ?? view.play.units ?? {};
}

// Change points hold until the next one; before the first there is nothing to show.
function stateOn(view, code) {
  const changes = unitsOf(view)[code] ?? [];
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle][0] <= view.play.index) low = middle + 1;
    else high = middle;
  }
  const [, slot = null, text = ""] = changes[low - 1] ?? [];
  return { slot, text };
}

function dayLabel(view) {
  const { play } = view.payload;
  const { index } = view.play;
  const date = play.dates[index] ?? "";
  const number = play.day.replace("{n}", play.first + index);
  const pattern = play.months?.[date.slice(0, 7)] ?? date;
  return `${number} · ${pattern.replace("{d}", Number(date.slice(8)))}`;
}

const itemOf = (value, i) => (Array.isArray(value) ? value[i] : value);
const unitOf = (code) => /(?:^|&)oblast=([^&]+)/.exec(code ?? "")?.[1];

function playTrace(view, trace) {
  const kind = trace.meta?.play;
  if (!kind || atRest(view)) return trace;
  if (kind === "z") {
    const day = dayLabel(view);
    const states = (trace.locations ?? []).map((code) => stateOn(view, code));
    trace.z = states.map((state) => state.slot);
    trace.hovertext = states.map((state, i) => {
      const name = String(itemOf(trace.hovertext ?? trace.text, i) ?? "").split("<br>")[0];
      return `${name}<br>${state.text} · ${day}`;
    });
  } else if (kind === "text" || kind === "ink") {
    const states = (trace.customdata ?? []).map((code) => stateOn(view, unitOf(code)));
    // A name stays as it is and only keeps its contrast; a value changes.
    if (kind === "text") trace.text = states.map((state) => state.text);
    const { ink } = view.payload.play; // optional: a readable text colour for each slot
    if (ink) {
      const color = states.map((state, i) =>
        ink[state.slot] ?? itemOf(trace.textfont?.color, i));
      trace.textfont = { ...trace.textfont, color };
    }
  }
  if (kind === "count") {
    const { slot, limits } = trace.meta;
    const codes = Object.keys(unitsOf(view));
    const units = codes.filter((code) => stateOn(view, code).slot === slot).length;
    trace.name = limits.replace("{n}", units);
  }
  return trace;
}

// The position is kept by date: another filter or language may bring another range of days.
function keepPosition(view, before) {
  const { play } = view.payload;
  if (!play) {
    stopPlaying(view);
    return;
  }
  const date = before?.dates?.[view.play.index];
  const wasAtRest = !before || view.play.index >= before.dates.length - 1;
  const next = play.dates.findIndex((day) => day >= date);
  view.play.index = wasAtRest || next < 0 ? lastDay(view) : next;
}

function goToDay(view, index) {
  const day = Math.min(lastDay(view), Math.max(0, index));
  if (day === view.play.index) return;
  view.play.index = day;
  showDay(view);
  draw(view);
}

function stopPlaying(view) {
  cancelAnimationFrame(view.play.frame);
  view.play.running = false;
}

function togglePlaying(view) {
  if (view.play.running) {
    stopPlaying(view);
  } else {
    if (atRest(view)) goToDay(view, 0);
    view.play.running = true;
    view.play.stepped = performance.now();
    view.play.frame = requestAnimationFrame((now) => tick(view, now));
  }
  showDay(view);
}

function tick(view, now) {
  if (!view.play.running || view.gone) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const pause = calm ? CALM_PAUSE : (view.payload.play.ms ?? 90);
  const due = Math.floor((now - view.play.stepped) / pause);
  // A slow machine skips a day or two rather than fall behind; never more (a hidden tab).
  if (due > 0 && !view.drawing) {
    view.play.stepped = now;
    goToDay(view, view.play.index + (calm ? WEEK : Math.min(due, 3)));
    if (atRest(view)) {
      stopPlaying(view);
      showDay(view);
      return;
    }
  }
  view.play.frame = requestAnimationFrame((next) => tick(view, next));
}

function showDay(view) {
  const { play, words } = view.payload;
  view.playBar.hidden = !play;
  if (!play) return;
  const label = dayLabel(view);
  view.slider.max = lastDay(view);
  view.slider.value = view.play.index;
  view.slider.setAttribute("aria-label", words.day ?? "");
  view.slider.setAttribute("aria-valuetext", label);
  view.dayLabel.textContent = label;
  setText(view.buttons.play, view.play.running ? words.pause : words.play);
  view.root.classList.toggle("cf--playing", view.play.running);
}
