// The unfolding map on a day: slots, values and words. `day` null is the end, the map at rest.
// A figure of a page and the hall share it.

const lastDayOf = (play) => play.days - 1;
const isAtEnd = (play, day) => !play || day === null || day >= lastDayOf(play);

// A change holds until the next one.
function changeOn(points, day) {
  let found = null;
  for (const point of points ?? []) {
    if (point[0] > day) break;
    found = point;
  }
  return found;
}

function unitOn(play, code, day) {
  const [, slot = null, words = "", value = null, people = ""] = changeOn(play.units?.[code], day) ?? [];
  return { slot, words, value, people };
}

function dayWords(play, day) {
  const index = day === null ? lastDayOf(play) : day;
  const date = new Date(Date.parse(play.start) + index * 86_400_000).toISOString().slice(0, 10);
  const pattern = play.months?.[date.slice(0, 7)] ?? date;
  return `${dayNumber(play, index)} · ${pattern.replace("{d}", Number(date.slice(8)))}`;
}

const dayNumber = (play, index) => play.day.replace("{n}", play.first + index);

// Replaced by a function: a value with a "$" in it means nothing to the pattern.
const filled = (words, values) =>
  (words ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const countryOn = (play, day) => changeOn(play.country, day)?.[1] ?? "";

// "Kyrgyzstan: 5.2. Highest: Naryn oblast, 12.3."
function findingOn(play, day) {
  const top = changeOn(play.highest, day)?.[1];
  return filled(top ? play.finding : play.nowhere, { value: countryOn(play, day), top });
}

// "Naryn oblast: 38.0." of the chosen units; of many, the map itself is easier to read.
function chosenOn(play, day) {
  const names = Object.entries(play.chosen ?? {});
  if (!names.length || names.length > 3) return "";
  const values = names.map(([code, name]) => {
    const { slot, words } = unitOn(play, code, day);
    return `${name}: ${play.states?.[slot] ?? words}`;
  });
  return `${values.join("; ")}. `;
}

const periodOn = (play, day) => filled(play.period, { day: dayWords(play, day) });
const sentenceOn = (play, day) =>
  `${periodOn(play, day)}. ${chosenOn(play, day)}${findingOn(play, day)} ${play.caution ?? ""}`.trim();

function legendOn(play, words, day) {
  if (isAtEnd(play, day) || !play.country) return words;
  const value = countryOn(play, day);
  return filled(words, { number: dayNumber(play, day), value });
}

function tipOn(play, name, unit, day) {
  const state = play.states?.[unit.slot];
  const lines = [name, state ?? filled(play.value, { value: unit.words })];
  if (!state && unit.people) lines.push(filled(play.count, { n: unit.people.replace(/[()]/g, "") }));
  return [...lines, dayWords(play, day)].join("<br>");
}

const partOf = (value, i) => (Array.isArray(value) ? value[i] : value);
const unitIn = (code) => /(?:^|&)oblast=([^&]+)/.exec(code ?? "")?.[1];
const firstLine = (words) => String(words ?? "").split("<br>")[0];

// The trace as it is on a day; at the end it is as Python made it.
function traceOn(play, trace, day) {
  const kind = trace.meta?.play;
  if (!kind || isAtEnd(play, day)) return trace;
  const made = { ...trace };
  if (kind === "z") {
    const units = (trace.locations ?? []).map((code) => unitOn(play, code, day));
    made.z = units.map((unit) => unit.slot);
    made.hovertext = units.map(
      (unit, i) => tipOn(play, firstLine(partOf(trace.hovertext, i)), unit, day));
  } else if (kind === "text" || kind === "ink" || kind === "people") {
    const units = (trace.customdata ?? []).map((code) => unitOn(play, unitIn(code), day));
    if (kind === "text") made.text = units.map((unit) => unit.words);
    // A count stands on a line of its own under the value.
    if (kind === "people") {
      made.text = units.map((unit, i) =>
        `${/^.*<br>/.exec(partOf(trace.text, i) ?? "")?.[0] ?? ""}${unit.people}`);
    }
    made.textfont = {
      ...trace.textfont,
      color: units.map((unit, i) => play.ink?.[unit.slot] ?? partOf(trace.textfont?.color, i)),
    };
  } else if (kind === "count") {
    const { slot, limits } = trace.meta;
    const units = Object.keys(play.units).filter((code) => unitOn(play, code, day).slot === slot);
    made.name = limits.replace("{n}", units.length);
  }
  return made;
}
