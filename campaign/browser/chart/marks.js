// The marks of a chart for the keyboard: bars, points and units that have words, in the order in
// which they are drawn.

import { itemAt } from "../shared/trace.js";

export const plainText = (html) =>
  String(html ?? "")
    .replace(/<br\s*\/?>/gi, ", ")
    .replace(/<[^>]*>/g, "")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .trim();

// The code that a choice of this point sends; null where it cannot be chosen.
export function codeAt(customdata, i) {
  const code = itemAt(customdata, i);
  return typeof code === "string" && code ? code : null;
}

export const htmlAt = (trace, i) => itemAt(trace?.hovertext ?? trace?.text, i);

export function marksOf(traces) {
  return traces.flatMap((trace, curve) => {
    if (!trace.meta?.walk || trace.visible === false) return [];
    const places = trace.locations ?? trace.lon ?? trace.labels ?? trace.x ?? trace.y ?? [];
    const chosen = Array.isArray(trace.meta.selected) ? new Set(trace.meta.selected) : null;
    return places.flatMap((place, i) => {
      const label = plainText(htmlAt(trace, i));
      if (!label || place === null || place === undefined) return [];
      const code = codeAt(trace.customdata, i);
      return [{ curve, i, code, label, isChosen: chosen && chosen.has(code) }];
    });
  });
}

// The position of the mark among the marks of another drawing; its former position if it is gone.
export function placeAgain(mark, place, marks) {
  if (!mark) return place;
  const isSame = mark.code
    ? (other) => other.code === mark.code
    : (other) => other.label === mark.label;
  const again = marks.findIndex(isSame);
  return again < 0 ? Math.min(place, marks.length - 1) : again;
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// A letter goes to the next mark that begins with it.
function placeByLetter(marks, place, letter) {
  for (let step = 1; step <= marks.length; step += 1) {
    const next = (place + step) % marks.length;
    if (marks[next].label.toLowerCase().startsWith(letter.toLowerCase())) return next;
  }
  return place;
}

// The position to which a key moves from a position; null for any other key.
export function placeByKey(marks, place, key) {
  const last = marks.length - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (STEPS[key]) return Math.min(last, Math.max(0, place + STEPS[key]));
  return key.length === 1 && key !== " " ? placeByLetter(marks, place, key) : null;
}
