// A range of days drawn over a chart with a mouse or a pen.

import { nearestDay } from "../shared/calendar.js";

// A touch scrolls the page instead.
export const canBrush = (payload) =>
  Boolean(payload.brush) && matchMedia("(pointer: fine)").matches;

const toTime = (value) =>
  typeof value === "number"
    ? value
    : Date.parse(`${value.replace(" ", "T")}${/[ T]/.test(value) ? "" : "T00:00"}Z`);

// The first and last day of all traces: a reader can draw a box that is wider than the data.
function daysOf(traces) {
  const days = traces
    .flatMap((trace) => trace.x ?? [])
    .filter((x) => /^\d{4}-\d{2}-\d{2}/.test(x))
    .map((x) => x.slice(0, 10))
    .sort();
  return [days[0], days.at(-1)];
}

// "from=2017-08-01&to=2017-08-09" for a range of Plotly's; null for a range without a day.
export function brushedDays(range, traces) {
  const axis = Object.keys(range ?? {}).find((name) => name.startsWith("x"));
  if (!axis) return null;
  // Bars are centred on midnight, so the nearest midnight is the day.
  const [start, end] = range[axis]
    .map(toTime)
    .sort((one, other) => one - other)
    .map(nearestDay);
  const [first, last] = daysOf(traces);
  const from = first && start < first ? first : start;
  const to = last && end > last ? last : end;
  return from <= to ? `from=${from}&to=${to}` : null;
}
