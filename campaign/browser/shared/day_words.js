// The words of a day of the animation: its name, sentence, headline, legend title, tooltip.

import { countryOn, highestOn, lastDayOf, unitOn } from "./animation.js";
import { dateAt, datesOf } from "./calendar.js";

const MOST_NAMED = 3;

// A function, because "$" has a meaning in a replacement string.
export const fillIn = (words, values) =>
  (words ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const dayNumber = (play, day) => play.day.replace("{n}", play.first + day);

// A line may end with it; none begins with it.
export const SEPARATOR = "\u00a0· ";

// "Day 40 · 8 September 2017"
export function dayWords(play, day) {
  const index = day ?? lastDayOf(play);
  const date = dateAt(play.start, index);
  const pattern = play.months?.[date.slice(0, 7)] ?? date;
  return dayNumber(play, index) + SEPARATOR + pattern.replace("{d}", Number(date.slice(8)));
}

export const longestDayWords = (play) =>
  datesOf(play)
    .map((_, day) => dayWords(play, day))
    .reduce((most, words) => (words.length > most.length ? words : most));

// "Kyrgyzstan: 5.2. Highest: Naryn oblast, 12.3."
export function headlineOn(play, day) {
  const top = highestOn(play, day);
  return fillIn(top ? play.finding : play.nowhere, { value: countryOn(play, day), top });
}

// A text that is at least as long as the headline of every day.
export function longestHeadline(play) {
  const longest = (changes) =>
    (changes ?? []).reduce((most, [, words]) => (words.length > most.length ? words : most), "");
  return fillIn(play.finding, { value: longest(play.country), top: longest(play.highest) });
}

// "Naryn oblast: 38.0. " for a few selected units; "" for many, which the map shows better.
function selectedUnitsOn(play, day) {
  const names = Object.entries(play.chosen ?? {});
  if (!names.length || names.length > MOST_NAMED) return "";
  const values = names.map(([code, name]) => {
    const { classIndex, words } = unitOn(play, code, day);
    return `${name}: ${play.states?.[classIndex] ?? words}`;
  });
  return `${values.join("; ")}. `;
}

export const periodOn = (play, day) => fillIn(play.period, { day: dayWords(play, day) });

// The period, the selected units, the headline and the caution.
export function sentenceOn(play, day) {
  const results = `${selectedUnitsOn(play, day)}${headlineOn(play, day)}`;
  return [`${periodOn(play, day)}.`, results, play.caution].filter(Boolean).join(" ");
}

// The same for a place below the headline, in a card that has the date elsewhere.
export function detailsOn(play, day) {
  const period = fillIn(play.period, { day: dayNumber(play, day) });
  return [`${period}.`, selectedUnitsOn(play, day).trim(), play.caution].filter(Boolean).join(" ");
}

// At the end, the legend has the title of the whole period.
export const legendTitleOn = (play, day) => fillIn(play.legend, { number: dayNumber(play, day) });

export function tooltipOn(play, name, unit, day) {
  const state = play.states?.[unit.classIndex];
  const lines = [name, state ?? fillIn(play.value, { value: unit.words })];
  if (!state && unit.people) {
    lines.push(fillIn(play.count, { n: unit.people.replace(/[()]/g, "") }));
  }
  return [...lines, dayWords(play, day)].join("<br>");
}
