// The words of the card around a chart, and those of the chart for screen readers: about the whole
// period, or about the day that the animation shows.

import { dayWords, detailsOn, headlineOn, SEPARATOR, sentenceOn } from "../shared/day_words.js";
import { setText } from "../shared/element.js";

export function createCard({ root, list, summary }, { signal, getMoment }) {
  let payload = null;
  let card = null;

  function show() {
    const moment = getMoment();
    root.classList.toggle("cf--day", Boolean(moment));
    const day = moment ? dayWords(moment.play, moment.day) : "";
    const sentence = moment ? sentenceOn(moment.play, moment.day) : "";
    setText(summary, sentence || payload.summary);
    const name = [payload.name, day].filter(Boolean).join(" · ");
    if (root.getAttribute("aria-label") !== name) {
      root.setAttribute("aria-label", name);
      list.setAttribute("aria-label", name);
    }
    const around = payload.card && root.closest(payload.card);
    if (!around || !payload.play) return;
    const [title, finding, below] = ["day", "finding", "summary"].map((part) =>
      around.querySelector(`.${part}.of-day`),
    );
    if (title) setText(title, day && SEPARATOR + day);
    if (finding) setText(finding, moment ? headlineOn(moment.play, moment.day) : "");
    // The headline has the finding of the day, so the sentence does not repeat it.
    const details = moment && finding ? detailsOn(moment.play, moment.day) : sentence;
    if (below) setText(below, details);
  }

  // A later run may replace the card's words by those of the whole period.
  function watch() {
    const around = payload.card && payload.play && root.closest(payload.card);
    if (!around || around === card) return;
    card = around;
    const observer = new MutationObserver(() => getMoment() && show());
    observer.observe(card, { childList: true, subtree: true });
    signal.addEventListener("abort", () => observer.disconnect());
  }

  return {
    show(next) {
      payload = next;
      watch();
      show();
    },
  };
}
