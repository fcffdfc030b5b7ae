// The animation as data: its days, and the values of each day. A `day` of null is the end: the whole
// period. Charts of pages and of slides use it.

import { datesOf } from "./calendar.js";

export const lastDayOf = (play) => play.days - 1;

export const isAtEnd = (play, day) => !play || day === null || day >= lastDayOf(play);

// The last of the changes [day, …] up to and including the day; null before the first.
export function changeOn(changes, day) {
  let change = null;
  for (const next of changes ?? []) {
    if (next[0] > day) break;
    change = next;
  }
  return change;
}

export function unitOn(play, code, day) {
  const [, classIndex = null, words = "", value = null, people = "", at = null] =
    changeOn(play.units?.[code], day) ?? [];
  return { classIndex, words, value, people, at };
}

export const countryOn = (play, day) => changeOn(play.country, day)?.[1] ?? "";

export const highestOn = (play, day) => changeOn(play.highest, day)?.[1];

// The day of a date; null if the animation has ended by then. An earlier date is its first day.
export function dayOn(play, date) {
  const day = datesOf(play).findIndex((other) => other >= date);
  return day < 0 || isAtEnd(play, day) ? null : day;
}
