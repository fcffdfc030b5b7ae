// The animation as data: how many days it has, and what holds on each. `day` null is the end, the
// chart at rest. A chart of a page and a slide share it.

import { dateAt, datesOf } from "./calendar.js";

export const lastDayOf = (play) => play.days - 1;

export const isAtEnd = (play, day) => !play || day === null || day >= lastDayOf(play);

// A change holds until the next one.
export function changeOn(changes, day) {
  let change = null;
  for (const next of changes ?? []) {
    if (next[0] > day) break;
    change = next;
  }
  return change;
}

export function unitOn(play, code, day) {
  const [, classIndex = null, words = "", value = null, people = ""] =
    changeOn(play.units?.[code], day) ?? [];
  return { classIndex, words, value, people };
}

export const countryOn = (play, day) => changeOn(play.country, day)?.[1] ?? "";

export const highestOn = (play, day) => changeOn(play.highest, day)?.[1];

// The day of the same date in another animation, null where that is its end.
export function sameDay(before, after, day) {
  if (!after || isAtEnd(before, day)) return null;
  const date = dateAt(before.start, day);
  const next = datesOf(after).findIndex((other) => other >= date);
  return next < 0 || isAtEnd(after, next) ? null : next;
}
