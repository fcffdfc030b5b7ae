// What stands where Plotly will draw until it has drawn: the chart as the server has drawn it.

import { createElement } from "../shared/element.js";

// `choose(code)` is called for the mark that is clicked, `onLeave()` when Plotly's drawing is on show.
export function createFirstPicture({ root, stage }, { signal, choose, onLeave }) {
  const place = createElement("div", "cf-picture", "", { "aria-hidden": "true" });
  let name = null;
  let isShown = true;
  let isPressed = false;
  let isLeaving = false;

  function leave() {
    isShown = false;
    place.remove();
    root.classList.remove("cf--first");
    onLeave();
  }

  function onClick({ target }) {
    const code = target.closest("[data-code]")?.dataset.code;
    if (code) choose(code);
  }

  // A press that begins on the picture ends on it: else its click would meet nobody.
  function onRelease() {
    setTimeout(() => {
      isPressed = false;
      if (isLeaving && isShown) leave();
    });
  }

  stage.prepend(place);
  root.classList.add("cf--first");
  place.addEventListener("click", onClick, { signal });
  place.addEventListener("pointerdown", () => (isPressed = true), { signal });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, onRelease, { signal });
  }
  return {
    get isShown() {
      return isShown;
    },
    show(html, itsName) {
      name = itsName;
      delete place.dataset.painted;
      place.innerHTML = html;
    },
    // Whether the picture of this name stands here, or will: the painted page gives its own at the
    // change-over.
    has(other) {
      if (name !== other && document.querySelector(`#first [data-picture="${other}"]`)) {
        name = other;
        place.dataset.painted = other;
        place.replaceChildren();
      }
      return name === other;
    },
    letChoose: (canChoose) => place.classList.toggle("cf-picture--pick", canChoose),
    // The element of a mark with a code, in the drawing for this width.
    find(code) {
      const marks = code ? place.querySelectorAll(`[data-code="${CSS.escape(code)}"]`) : [];
      return [...marks].find((mark) => mark.getClientRects().length);
    },
    // Both change in one frame.
    giveWay() {
      if (isPressed) isLeaving = true;
      else if (isShown) leave();
    },
  };
}
