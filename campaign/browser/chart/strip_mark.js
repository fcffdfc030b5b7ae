// The mark of the region under the pointer on the strip of the map's legend.

import { unitOn } from "../shared/animation.js";
import { createElement, setText } from "../shared/element.js";
import { unitIn } from "../shared/trace.js";
import { plainText } from "./marks.js";

// The position and the words of a region on the day, or in the whole period.
export function markOf({ data }, code, moment) {
  const places = data.find((trace) => trace.meta?.strip)?.meta.strip ?? {};
  const [at = null, name = "", value = ""] = places[code] ?? [];
  const label = plainText(name);
  if (!moment || !label) return { at, words: `${label}: ${value}` };
  const unit = unitOn(moment.play, code, moment.day);
  return { at: unit.at, words: `${label}: ${unit.words}` };
}

export function createStripMark({ stage }) {
  const mark = createElement("div", "cf-strip", "", { "aria-hidden": "true", hidden: "" });
  const words = createElement("span");
  let unit = null;
  mark.append(words);
  stage.append(mark);

  // The words shift by a share of their width, so that they stay in the stage.
  function place(at, { layout }) {
    const [left, right] = layout.xaxis.domain;
    const share = left + at * (right - left);
    mark.style.left = `${share * 100}%`;
    mark.style.bottom = `${layout.meta.strip.up}px`;
    words.style.transform = `translateX(${-100 * Math.min(1, Math.max(0, share))}%)`;
  }

  return {
    // `chart` is {data, layout} as drawn; `moment` is that of the playback.
    show(chart, moment) {
      const { at, words: label } = unit ? markOf(chart, unit, moment) : { at: null };
      mark.hidden = at === null || !chart.layout.meta?.strip?.up;
      if (mark.hidden) return;
      setText(words, label);
      place(at, chart);
    },
    pointAt(code) {
      unit = unitIn(code) ?? null;
    },
  };
}
