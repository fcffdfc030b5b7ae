// Announces the current slide to screen readers, but not while the animation plays.

import { isAtEnd } from "../shared/animation.js";
import { sentenceOn } from "../shared/day_words.js";
import { createElement } from "../shared/element.js";

function announcementOf({ words, slides, charts }, { slide, lang, day, isBlack }) {
  if (isBlack) return words[lang].black;
  const { title, nothing, headline, rest } = slides[slide][lang];
  const play = charts[slide]?.[lang]?.play;
  const place = words[lang].slide.replace("{n}", slide + 1).replace("{total}", slides.length);
  const content = isAtEnd(play, day) ? [nothing || headline, rest] : [sentenceOn(play, day)];
  return [place, title, ...content].filter(Boolean).join(". ");
}

export function createAnnouncer(root, presentation) {
  const region = createElement("div", "presentation-live", "", {
    role: "status",
    "aria-live": "polite",
  });
  root.append(region);
  return {
    announce(state) {
      if (state.isPlaying && !state.isBlack) return;
      const words = announcementOf(presentation, state);
      if (region.textContent !== words) region.textContent = words;
    },
  };
}
