// The speaker's window: current slide, next slide, notes and time.

import { createElement, setText } from "../shared/element.js";
import { createClock } from "./clock.js";
import { createStage } from "./stage.js";

const createPart = (name, tag = "div") => createElement(tag, `presentation-notes-${name}`);

const createButton = () => createElement("button", "", "", { type: "button" });

function createParts() {
  const parts = {
    frame: createPart("frame"),
    names: {
      now: createPart("name", "h2"),
      next: createPart("name", "h2"),
      notes: createPart("name", "h2"),
    },
    places: { now: createPart("place"), next: createPart("place") },
    ending: createPart("ending", "p"),
    notes: createPart("text"),
    count: createPart("count", "p"),
    label: createPart("label", "span"),
    time: createPart("time", "span"),
    restart: createButton(),
    previous: createButton(),
    next: createButton(),
  };
  const { frame, names, places } = parts;
  const [now, next, notes, bar, elapsed] = [
    createPart("now"),
    createPart("next"),
    createPart("speech"),
    createPart("bar"),
    createPart("elapsed", "p"),
  ];
  now.append(names.now, places.now);
  next.append(names.next, places.next, parts.ending);
  notes.append(names.notes, parts.notes);
  elapsed.append(parts.label, parts.time);
  bar.append(parts.count, elapsed, parts.restart, parts.previous, parts.next);
  frame.append(now, next, notes, bar);
  return parts;
}

function showWords(parts, presentation, { slide, lang, second }) {
  const { slides } = presentation;
  const words = presentation.words[lang];
  const place = words.slide.replace("{n}", slide + 1).replace("{total}", slides.length);
  setText(parts.names.now, words.now);
  setText(parts.names.next, words.next);
  setText(parts.names.notes, words.notes);
  setText(parts.label, words.elapsed);
  setText(parts.restart, words.restart);
  setText(parts.previous, words.previous);
  setText(parts.next, words.next);
  setText(parts.count, place);
  const notes = [lang, second].map((code) => slides[slide][code]?.notes).filter(Boolean);
  setText(parts.notes, notes.join("\n\n") || words.no_notes);
  setText(parts.ending, slide + 1 < slides.length ? "" : words.end);
}

export function createSpeakerWindow(root, presentation, { loadPlotly, act }) {
  const parts = createParts();
  const { frame, places, ending, restart, previous, next, time } = parts;
  root.append(frame);
  const stages = {
    now: createStage(places.now, presentation, { loadPlotly }),
    next: createStage(places.next, presentation, { loadPlotly }),
  };
  const clock = createClock((elapsed) => setText(time, elapsed));
  restart.addEventListener("click", clock.restart);
  previous.addEventListener("click", () => act("previous"));
  next.addEventListener("click", () => act("next"));
  return {
    show(state) {
      const { slide, lang, second, day, isBlack } = state;
      const isLast = slide + 1 >= presentation.slides.length;
      frame.lang = lang;
      showWords(parts, presentation, state);
      places.next.hidden = isLast;
      ending.hidden = !isLast;
      frame.classList.toggle("presentation-notes--black", isBlack);
      const drawings = [stages.now.show({ number: slide, lang, second, day })];
      if (!isLast) drawings.push(stages.next.show({ number: slide + 1, lang, second }));
      return Promise.all(drawings);
    },
    close() {
      clock.close();
      stages.now.close();
      stages.next.close();
      frame.remove();
    },
  };
}
