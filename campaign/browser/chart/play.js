// Playing the days: the position is a day index; at rest it is the last day, as Python drew it.

const WEEK = 7;
const CALM_PAUSE = 700; // ms between steps under prefers-reduced-motion

// All figures of the page: one that is led shows the day of the map it stands beside.
const FIGURES = new Set();

const lastDay = (view) => lastDayOf(view.payload.play);
const atRest = (view) => isAtEnd(view.payload.play, view.play.index);

// Every day of the range: two values on the way say as much as a list.
function datesOf({ start, days }) {
  const first = Date.parse(start);
  return Array.from({ length: days }, (_, i) =>
    new Date(first + i * 86_400_000).toISOString().slice(0, 10));
}

// What is shown from which day on, and the words for it, are a shared part of the page, looked at
// only once the days play. Until it is there, what was there before serves.
function seriesOf(view) {
  const { play } = view.payload;
  if (!play.series) {
    const part = sharedPart(play.of);
    if (part) play.series = view.play.series = part;
    else if ((play.waits = (play.waits ?? 0) + 1) <= MOST_WAITS) {
      setTimeout(() => view.payload.play === play && showOnDay(view), WAIT);
    }
  }
  return { ...(play.series ?? view.play.series ?? { units: {} }), ...play };
}

const itemOf = partOf;
const dayLabel = (view) => dayWords(view.payload.play, view.play.index);

function playTrace(view, trace) {
  if (!trace.meta?.play || atRest(view)) return trace;
  const play = seriesOf(view);
  return trace.meta.play === "bars" ? barsOn(view, play, trace) : traceOn(play, trace, view.play.index);
}

// The units of the ranked list on the day shown, from low to high, those without a value first.
function ranksOn(view, play, trace) {
  const names = view.payload.figure.layout.yaxis.ticktext;
  const rows = trace.customdata.map((code, i) => ({
    code, i, name: names[i], unit: unitOn(play, unitIn(code), view.play.index),
  }));
  return rows.sort((one, other) => (one.unit.value ?? -1) - (other.unit.value ?? -1));
}

function barsOn(view, play, trace) {
  const rows = ranksOn(view, play, trace);
  const pick = (list) => rows.map((row) => itemOf(list, row.i));
  const longest = view.payload.figure.layout.xaxis.range[1];
  const inside = rows.map((row) => (row.unit.value ?? 0) > 0.27 * longest);
  const colours = rows.map((row) => play.fills?.[row.unit.slot]);
  const plain = view.payload.figure.layout.font?.color;
  return {
    ...trace,
    x: rows.map((row) => row.unit.value ?? 0),
    text: rows.map((row) => play.states?.[row.unit.slot] ?? row.unit.words),
    textposition: inside.map((roomy) => (roomy ? "inside" : "outside")),
    textfont: {
      ...trace.textfont,
      color: rows.map((row, i) => {
        const faded = (itemOf(trace.marker.opacity, row.i) ?? 1) < 1;
        return inside[i] && !faded ? play.ink?.[row.unit.slot] : plain;
      }),
    },
    customdata: pick(trace.customdata),
    hovertext: rows.map((row) =>
      tipOn(play, firstLine(itemOf(trace.hovertext, row.i)), row.unit, view.play.index)),
    marker: { ...trace.marker, color: colours, opacity: pick(trace.marker.opacity) },
  };
}

// Title of the legend, names and national mark of the ranked list.
function playLayout(view, layout, narrow) {
  if (!view.payload.play || atRest(view)) return;
  const play = seriesOf(view);
  const { index } = view.play;
  const title = layout.legend?.title;
  if (title) title.text = legendOn(play, (narrow ? play.legend_narrow : play.legend) ?? title.text, index);
  const bars = view.payload.figure.data.find((trace) => trace.meta?.play === "bars");
  if (!bars) return;
  layout.yaxis.ticktext = ranksOn(view, play, bars).map((row) => row.name);
  const [, , at, words] = changeOn(play.country, index) ?? [];
  const [line] = layout.shapes ?? [];
  const [note] = layout.annotations ?? [];
  if (!line || !note) return;
  const known = typeof at === "number";
  Object.assign(line, { x0: at ?? 0, x1: at ?? 0, visible: known });
  Object.assign(note, {
    x: at ?? 0, visible: known, text: filled(play.mark, { value: words }),
    xanchor: (at ?? 0) < 0.15 * layout.xaxis.range[1] ? "left" : note.xanchor,
  });
}

// The position is kept by date: another filter or language may bring another range of days.
function keepPosition(view, before) {
  const { play } = view.payload;
  if (!play) {
    stopPlaying(view);
    return;
  }
  const leader = play.led && [...FIGURES].find(
    (other) => other.payload?.play?.of === play.of && !other.payload.play.led);
  if (leader) {
    view.play.index = leader.play.index;
    return;
  }
  const date = before?.dates?.[view.play.index];
  const wasAtRest = !before || view.play.index >= before.dates.length - 1;
  const next = play.dates.findIndex((day) => day >= date);
  view.play.index = wasAtRest || next < 0 ? lastDay(view) : next;
}

// The figures that show what this one plays.
function lead(view) {
  for (const other of FIGURES) {
    const { play } = other.payload ?? {};
    if (other === view || !play?.led || play.of !== view.payload.play?.of) continue;
    const moved = other.play.index !== view.play.index || other.play.running !== view.play.running;
    other.play.index = view.play.index;
    other.play.running = view.play.running;
    if (moved) showOnDay(other);
  }
}

function showOnDay(view) {
  showDay(view);
  draw(view);
}

function goToDay(view, index) {
  const day = Math.min(lastDay(view), Math.max(0, index));
  if (day === view.play.index) return;
  view.play.index = day;
  showOnDay(view);
}

function stopPlaying(view) {
  cancelAnimationFrame(view.play.frame);
  view.play.running = false;
}

function togglePlaying(view) {
  if (view.play.running) {
    stopPlaying(view);
    draw(view); // the names of the points were left as they were while it played
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

// Headline and sentence of the card, and the names for screen readers, speak of the day shown.
function sayDay(view) {
  const { payload } = view;
  const resting = atRest(view);
  view.root.classList.toggle("cf--day", !resting);
  const day = resting ? "" : dayLabel(view);
  const sentence = resting ? "" : sentenceOn(seriesOf(view), view.play.index);
  setText(view.reading, sentence || payload.reading);
  const name = [payload.name, day].filter(Boolean).join(" · ");
  if (view.root.getAttribute("aria-label") !== name) {
    view.root.setAttribute("aria-label", name);
    view.list.setAttribute("aria-label", name);
  }
  const card = payload.card && view.root.closest(payload.card);
  if (!card || !payload.play) return;
  const [headline, reading] = card.querySelectorAll(".of-day");
  if (headline) setText(headline, day && ` · ${day}`);
  if (reading) setText(reading, sentence);
}

// Another run may bring the card's words anew, without those of the day.
function watchCard(view) {
  const card = view.payload.card && view.payload.play && view.root.closest(view.payload.card);
  if (!card || view.card === card) return;
  view.card = card;
  const observer = new MutationObserver(() => view.payload.play && !atRest(view) && sayDay(view));
  observer.observe(card, { childList: true, subtree: true });
  view.undo.push(() => observer.disconnect());
}

function showDay(view) {
  const { play, words } = view.payload;
  view.playBar.hidden = !play || play.led;
  sayDay(view);
  if (!play) return;
  lead(view);
  const label = dayLabel(view);
  view.slider.max = lastDay(view);
  view.slider.value = view.play.index;
  view.slider.setAttribute("aria-label", words.day ?? "");
  view.slider.setAttribute("aria-valuetext", label);
  view.dayLabel.textContent = label;
  setText(view.buttons.play, view.play.running ? words.pause : words.play);
  view.root.classList.toggle("cf--playing", view.play.running);
}
