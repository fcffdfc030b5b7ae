// The speaker's window: current slide, next slide, notes and time.

import { createElement, setText } from "../shared/element.js";
import { createClock } from "./clock.js";
import { createSlide, SIZE } from "./slide.js";

// A slide of the presentation, scaled to the size of its place.
function createPreview(place, presentation) {
  let slide = null;
  let shown = -1;
  const observer = new ResizeObserver(() => {
    const scale = Math.min(place.clientWidth / SIZE.width, place.clientHeight / SIZE.height);
    place.style.setProperty("--presentation-scale", scale);
  });
  observer.observe(place);
  return {
    show(number, state) {
      if (number !== shown) {
        slide = createSlide(presentation, number);
        slide.root.classList.add("presentation-slide--on");
        place.replaceChildren(slide.root);
        shown = number;
      }
      slide.show(state);
      slide.fit();
    },
    close: () => observer.disconnect(),
  };
}

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

export function createSpeakerWindow(root, presentation, { act }) {
  const parts = createParts();
  const { frame, places, ending, restart, previous, next, time } = parts;
  root.append(frame);
  const now = createPreview(places.now, presentation);
  const after = createPreview(places.next, presentation);
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
      now.show(slide, { lang, second, day });
      if (!isLast) after.show(slide + 1, { lang, second });
    },
    close() {
      clock.close();
      now.close();
      after.close();
      frame.remove();
    },
  };
}
