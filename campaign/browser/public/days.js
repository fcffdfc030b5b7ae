// Plays the map of a public page by day, with the ranking beside it, and writes the sentences of the
// day into the cards of both.

import { isAtEnd, lastDayOf } from "../shared/animation.js";
import { dayWords, detailsOn, headlineOn, SEPARATOR } from "../shared/day_words.js";
import { createElement, setText } from "../shared/element.js";
import { createPlayer } from "../shared/player.js";
import { createMapDays } from "./map_days.js";
import { createRankingDays } from "./ranking_days.js";

// Keeps the content of the whole period, and restores it at the end.
function createDrawings(card, play, readDrawing) {
  const rest = [...card.querySelectorAll(".figure > svg")];
  let days = null;
  let shown = [];
  return {
    show(day) {
      if (!days) {
        shown = rest.map((svg) => svg.cloneNode(true));
        rest.forEach((svg, at) => svg.replaceWith(shown[at]));
        days = shown.map((svg) => readDrawing(svg, play));
      }
      for (const showDay of days) showDay(day);
    },
    rest() {
      shown.forEach((svg, at) => svg.replaceWith(rest[at]));
      days = null;
      shown = [];
    },
  };
}

function createWords(card, play) {
  const rest = ["h2", ".drawn", ".summary"].map((name) => card.querySelector(name)).filter(Boolean);
  const note = createElement("p", "source", play.note);
  let shown = rest;
  const replace = (next) => {
    shown.forEach((element, at) => element.replaceWith(next[at]));
    shown = next;
  };
  return {
    show(day) {
      replace(rest.map((element) => element.cloneNode(true)));
      for (const element of shown) {
        if (element.matches("h2")) setText(element, headlineOn(play, day));
        else if (element.matches(".drawn")) element.append(SEPARATOR, dayWords(play, day));
        else setText(element, detailsOn(play, day));
      }
      shown.at(-1).after(note);
    },
    rest() {
      replace(rest);
      note.remove();
    },
  };
}

// `bar` is an element in the card of the map, `play` the animation; this adds the slider.
export function createDays(bar, play) {
  const card = bar.closest(".card");
  const ranking = card.closest("main").querySelector(".card.ranking");
  const parts = [createDrawings(card, play, createMapDays), createWords(card, play)];
  if (ranking) {
    parts.push(createDrawings(ranking, play, createRankingDays), createWords(ranking, play));
  }
  const button = bar.querySelector("button");
  const slider = createElement("input", "", "", { type: "range", min: 0, max: lastDayOf(play) });
  const label = createElement("span", "", "", { "aria-hidden": "true" });
  slider.setAttribute("aria-label", play.slider);
  bar.append(slider, label);
  let day = null;

  function show() {
    const shown = dayWords(play, day);
    slider.value = day ?? lastDayOf(play);
    slider.setAttribute("aria-valuetext", shown);
    setText(label, shown);
    setText(button, player.isPlaying ? play.pause : play.play);
    // Other charts show the whole period.
    card.closest("main").classList.toggle("on-day", day !== null);
    for (const part of parts) {
      if (day === null) part.rest();
      else part.show(day);
    }
  }
  function goTo(next) {
    day = isAtEnd(play, next) ? null : next;
    show();
  }
  const player = createPlayer({ position: () => ({ play, day }), showDay: goTo });
  const toggle = () => {
    if (player.isPlaying) {
      player.stop();
    } else {
      if (day === null) day = 0;
      player.start();
    }
    show();
  };
  button.addEventListener("click", toggle);
  slider.addEventListener("input", () => {
    player.stop();
    goTo(Number(slider.value));
  });
  return { toggle };
}
