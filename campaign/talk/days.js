// The unfolding map: which slot and which words a unit has on a day. `day` null is the end.

const WEEK = 7;
const CALM_PAUSE = 700; // ms between steps under prefers-reduced-motion

const lastDayOf = (play) => play.days - 1;
const isAtEnd = (play, day) => !play || day === null || day >= lastDayOf(play);

// Change points hold until the next one.
function unitOn(play, code, day) {
  let found = [0, null, ""];
  for (const point of play.units[code] ?? []) {
    if (point[0] > day) break;
    found = point;
  }
  return { slot: found[1], words: found[2] };
}

function dayWords(play, day) {
  const index = day === null ? lastDayOf(play) : day;
  const date = new Date(Date.parse(play.start) + index * 86_400_000).toISOString().slice(0, 10);
  const number = play.day.replace("{n}", play.first + index);
  const pattern = play.months?.[date.slice(0, 7)] ?? date;
  return `${number} · ${pattern.replace("{d}", Number(date.slice(8)))}`;
}

const partOf = (value, i) => (Array.isArray(value) ? value[i] : value);
const unitIn = (code) => /(?:^|&)oblast=([^&]+)/.exec(code ?? "")?.[1];

// The trace as it is on a day; at the end it is as Python made it.
function traceOn(play, trace, day) {
  const kind = trace.meta?.play;
  if (!kind || isAtEnd(play, day)) return trace;
  const made = { ...trace };
  if (kind === "z") {
    const units = (trace.locations ?? []).map((code) => unitOn(play, code, day));
    made.z = units.map((unit) => unit.slot);
    made.hovertext = units.map((unit, i) => {
      const name = String(partOf(trace.hovertext, i) ?? "").split("<br>")[0];
      return `${name}<br>${unit.words} · ${dayWords(play, day)}`;
    });
  } else if (kind === "text" || kind === "ink") {
    const units = (trace.customdata ?? []).map((code) => unitOn(play, unitIn(code), day));
    if (kind === "text") made.text = units.map((unit) => unit.words);
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

// The player ticks until the last day; `step(day)` shows a day, null at the end.
function createPlayer(step) {
  const player = { running: false, frame: 0, waiting: false };
  const stop = () => {
    player.running = false;
    cancelAnimationFrame(player.frame);
  };
  player.stop = stop;
  player.start = (play, from) => {
    stop();
    player.running = true;
    let day = isAtEnd(play, from) ? -1 : from;
    let stepped = performance.now() - 1000;
    const tick = (now) => {
      if (!player.running) return;
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const due = Math.floor((now - stepped) / (calm ? CALM_PAUSE : play.ms ?? 90));
      if (due > 0 && !player.waiting) {
        stepped = now;
        // A slow machine skips a day or two rather than fall behind.
        day += calm ? WEEK : Math.min(due, day < 0 ? 1 : 3);
        if (day >= lastDayOf(play)) {
          stop();
          step(null);
          return;
        }
        player.waiting = true;
        Promise.resolve(step(Math.max(day, 0))).finally(() => { player.waiting = false; });
      }
      player.frame = requestAnimationFrame(tick);
    };
    player.frame = requestAnimationFrame(tick);
  };
  return player;
}
