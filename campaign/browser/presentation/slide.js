// A slide: a section with the HTML of the server, its type sizes, and a day of its map.

import { isAtEnd } from "../shared/animation.js";
import {
  dayWords,
  headlineOn,
  longestHeadline,
  periodOn,
  SEPARATOR,
  sentenceOn,
} from "../shared/day_words.js";
import { createElement, setText } from "../shared/element.js";
import { createMapDays } from "../figure/map_days.js";
import { fitSlide } from "./type_fitting.js";

export const SIZE = { width: 1920, height: 1080 };

// The section of a slide of `presentation`, which is empty until `show` fills it.
export function createSlide(presentation, number) {
  const { kind } = presentation.slides[number];
  const root = createElement("section", `presentation-slide presentation-slide--${kind}`);
  let shown = "";
  let shownDay = null;
  let showMap = null;
  let isFitted = false;

  const find = (name) => root.querySelector(`.presentation-${name}`);
  const playIn = (lang) => presentation.charts[number][lang]?.play;

  function fill(lang, second) {
    root.innerHTML = presentation.sections[number][`${lang} ${second ?? ""}`.trim()];
    root.lang = lang;
    root.classList.toggle("presentation-slide--two", Boolean(second));
    root.classList.remove("presentation-slide--day");
    shown = `${lang} ${second}`;
    shownDay = showMap = null;
    isFitted = false;
    nameDay(lang, null);
  }

  function nameDay(lang, day) {
    // The date is on a line of its own.
    const play = playIn(lang);
    if (find("day")) setText(find("day"), dayWords(play, day).replace(SEPARATOR, "\n"));
  }

  // While the animation plays, headline and the line above it are about the day; the rest of the
  // summary is hidden but keeps its room, so that nothing moves.
  function showDay(lang, second, day) {
    const play = playIn(lang);
    showMap ??= createMapDays(find("figure svg"), play);
    showMap(day);
    const { undated } = presentation.slides[number][lang];
    const parts = [periodOn(play, day), ...undated.split(" · ")].filter(Boolean);
    find("about").replaceChildren(
      ...parts.flatMap((part, at) => [at ? SEPARATOR : "", createElement("span", "", part)]),
    );
    setText(find("headline"), headlineOn(play, day));
    if (find("headline-second")) {
      setText(find("headline-second"), headlineOn(playIn(second), day));
    }
    find("figure").setAttribute("aria-label", sentenceOn(play, day));
    root.classList.add("presentation-slide--day");
    shownDay = day;
    nameDay(lang, day);
  }

  return {
    root,
    // Measures the type sizes; the section must be in the page.
    fit() {
      if (isFitted) return;
      isFitted = true;
      const play = playIn(root.lang);
      fitSlide(root, { longest: play ? longestHeadline(play) : "" });
    },
    show({ lang, second = null, day = null }) {
      const play = playIn(lang);
      const nextDay = isAtEnd(play, day) ? null : day;
      if (shown !== `${lang} ${second}` || (nextDay === null && shownDay !== null)) {
        fill(lang, second);
      }
      if (nextDay === null) return;
      this.fit();
      showDay(lang, second, nextDay);
    },
  };
}
