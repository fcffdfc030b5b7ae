// Play button, slider and the name of the day below a chart.

import { lastDayOf } from "../shared/animation.js";
import { dayWords } from "../shared/day_words.js";
import { setText } from "../shared/element.js";

export function showDayControls(elements, { play, day, isPlaying }, words) {
  const { playBar, playButton, slider, dayLabel } = elements;
  playBar.hidden = !play || play.follows;
  if (!play) return;
  const label = dayWords(play, day);
  slider.max = lastDayOf(play);
  slider.value = day ?? lastDayOf(play);
  slider.setAttribute("aria-label", words.day ?? "");
  slider.setAttribute("aria-valuetext", label);
  dayLabel.textContent = label;
  setText(playButton, isPlaying ? words.pause : words.play);
}
