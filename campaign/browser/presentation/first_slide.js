// The slide in the first paint: gets the type size that the presentation will use, and keeps the
// keys that are pressed before the presentation is loaded.

import { fitSlide } from "./type_fitting.js";

const PRESENTATION = "body > .presentation";

// The stage of this slide is scaled by a CSS variable.
const length = (size) => `calc(${size} * var(--u))`;

function fit() {
  const slide = document.querySelector("#first .presentation-slide");
  if (slide) fitSlide(slide, { length }); // otherwise the presentation has replaced it
}

// Passes the keys that were pressed before the presentation was loaded on to it.
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
