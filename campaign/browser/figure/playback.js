// Plays the days of a map: the drawings and the sentences of its card, and of the ranking beside it.
// The whole period is put back as the server made it.

import { dayOn, isAtEnd, lastDayOf } from "../shared/animation.js";
import { dateAt } from "../shared/calendar.js";
import {
  dayWords,
  detailsOn,
  headlineOn,
  longestDayWords,
  longestHeadline,
  SEPARATOR,
} from "../shared/day_words.js";
import { createElement, setText } from "../shared/element.js";
import { createPlayer } from "../shared/player.js";
import { createMapDays } from "./map_days.js";
import { createRankingDays } from "./ranking_days.js";

// Shows days on a copy of an element. `change(copy)` returns a function that shows a day on it.
function createCopy(element, change) {
  let copy = null;
  let showDay = null;
  return {
    show(day) {
      if (!copy) {
        copy = element.cloneNode(true);
        showDay = change(copy);
        element.replaceWith(copy);
      }
      showDay(day);
    },
    rest() {
      copy?.replaceWith(element);
      copy = null;
    },
  };
}

// The words of a day in place of those of an element, or after them. Invisible words, those of the
// whole period and the longest of a day, keep the height the same on all days.
function createWords(element, wordsOn, longest, { isAddition = false } = {}) {
  return createCopy(element, (copy) => {
    const rest = createElement("span");
    rest.append(...copy.childNodes);
    const most = rest.cloneNode(isAddition);
    const shown = rest.cloneNode(isAddition);
    const words = new Text();
    most.append(longest);
    shown.append(words);
    for (const hidden of [rest, most]) {
      hidden.style.visibility = "hidden";
      hidden.setAttribute("aria-hidden", "true");
    }
    for (const part of [rest, most, shown]) part.style.gridArea = "1 / 1";
    copy.style.display = "grid";
    copy.append(rest, most, shown);
    return (day) => {
      words.data = wordsOn(day);
    };
  });
}

// The parts of a card that show days. The day stands once in a card: beside the slider, or, with
// `isNamed`, after the title.
function partsOf(card, play, createDays, isNamed) {
  const [heading, title, summary] = ["h2", ".drawn", ".summary"].map((name) =>
    card.querySelector(name),
  );
  const drawings = [...card.querySelectorAll(".figure > svg")];
  const parts = drawings.map((svg) => createCopy(svg, (copy) => createDays(copy, play)));
  if (title) {
    parts.push(createWords(heading, (day) => headlineOn(play, day), longestHeadline(play)));
  }
  if (isNamed) {
    const nameOn = (day) => SEPARATOR + dayWords(play, day);
    const longest = SEPARATOR + longestDayWords(play);
    parts.push(createWords(title ?? heading, nameOn, longest, { isAddition: true }));
  }
  if (summary) parts.push(createWords(summary, (day) => detailsOn(play, day), ""));
  const note = createElement("p", "source", play.note);
  parts.push({
    show: () => note.isConnected || card.querySelector(".card-foot")?.before(note),
    rest: () => note.remove(),
  });
  return parts;
}

// The playback of a play bar; `play` are the days of its map.
export function createPlayback(bar, play) {
  const card = bar.closest(".card");
  const main = bar.closest("main");
  const ranking = main.querySelector(".card.ranking");
  const [button, slider, label] = ["button", "input", "span"].map((name) =>
    bar.querySelector(name),
  );
  const parts = partsOf(card, play, createMapDays, false);
  if (ranking) parts.push(...partsOf(ranking, play, createRankingDays, true));
  let day = null;

  function show() {
    const focused = document.activeElement?.id;
    for (const part of parts) {
      if (day === null) part.rest();
      else part.show(day);
    }
    // A mark has the same id in the drawing and in its copy.
    if (focused) document.getElementById(focused)?.focus();
    const words = dayWords(play, day);
    slider.value = day ?? lastDayOf(play);
    slider.setAttribute("aria-valuetext", words);
    setText(label, words);
    setText(button, player.isPlaying ? play.pause : play.play);
    main.toggleAttribute("data-day", day !== null);
    document.dispatchEvent(new Event("page:day"));
  }
  function goTo(next) {
    if (!bar.isConnected) return player.stop();
    day = isAtEnd(play, next) ? null : next;
    return show();
  }
  const player = createPlayer({ position: () => ({ play, day }), showDay: goTo });
  const pauseAt = (next) => {
    player.stop();
    goTo(next);
  };
  return {
    pauseAt,
    pauseOn: (date) => pauseAt(dayOn(play, date)),
    close: () => pauseAt(null),
    // The date that is shown; null for the whole period.
    get date() {
      return day === null ? null : dateAt(play.start, day);
    },
    toggle() {
      if (player.isPlaying) return pauseAt(day);
      player.start();
      return goTo(day ?? 0);
    },
  };
}

export { createMapDays, createRankingDays };
