// The server's picture of a chart, shown until Plotly has drawn it.

import { createElement } from "../shared/element.js";

// `choose(code)` is called for a clicked mark, `onLeave()` when Plotly's drawing replaces the picture.
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

  // The picture stays until a press on it ends: otherwise the click would be lost.
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
    // True if the picture of this name is here, or if the painted page has it: then it is moved here
    // when the live app replaces that page.
    has(other) {
      if (name !== other && document.querySelector(`#first [data-picture="${other}"]`)) {
        name = other;
        place.dataset.painted = other;
        place.replaceChildren();
      }
      return name === other;
    },
    setCanChoose: (canChoose) => place.classList.toggle("cf-picture--pick", canChoose),
    // The element of the mark with this code, in the drawing that fits the width.
    find(code) {
      const marks = code ? place.querySelectorAll(`[data-code="${CSS.escape(code)}"]`) : [];
      return [...marks].find((mark) => mark.getClientRects().length);
    },
    // Plotly's drawing appears in the same frame.
    remove() {
      if (isPressed) isLeaving = true;
      else if (isShown) leave();
    },
  };
}
