// The slide that the server has painted: in the type in which the presentation will show it, and
// with the keys that are pressed before the presentation is there.

import { fitLines, fitTitle } from "./type_fitting.js";

const PRESENTATION = "body > .presentation";

// The stage of the painted slide is scaled by units of CSS.
const inUnits = (size) => `calc(${size} * var(--u))`;

function fit() {
  const slide = document.querySelector("#first .presentation-slide");
  if (!slide) return; // the presentation has taken its place
  const [headline, body, lines] = ["headline", "body", "lines"].map((name) =>
    slide.querySelector(`.presentation-${name}`),
  );
  fitTitle(headline, inUnits);
  fitLines(lines, body, inUnits);
}

// Gives the presentation, once it is there, the keys that were pressed before.
function keepKeys() {
  const keys = [];
  const keep = (event) => keys.push(event);
  addEventListener("keydown", keep, { capture: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector(PRESENTATION)) return;
    observer.disconnect();
    removeEventListener("keydown", keep, { capture: true });
    for (const key of keys) document.dispatchEvent(new KeyboardEvent("keydown", key));
  }).observe(document.body, { childList: true });
}

fit();
document.fonts.ready.then(fit);
keepKeys();
