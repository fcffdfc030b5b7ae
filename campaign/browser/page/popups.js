// Popups and dialogs of the page: “Done” closes the one it stands in. One that a key has opened
// gets the focus, since it stands at the end of the page, far from its opener.

import { createElement } from "../shared/element.js";

const BODY = '[data-testid="stPopoverBody"]';

function close(event) {
  const button = event.target.closest?.("[data-close]");
  // Escape is what Streamlit closes by, and it gives the focus back to the opener.
  const key = { key: "Escape", code: "Escape", bubbles: true, cancelable: true };
  button?.dispatchEvent(new KeyboardEvent("keydown", key));
}

// Made here: as an element of the page it would be sent with every run, once for each popup.
function addDone(word) {
  const body = document.querySelector(BODY);
  if (!body || body.querySelector("[data-close]")) return;
  const row = createElement("p", "done");
  row.append(createElement("button", "button", word, { type: "button", "data-close": "" }));
  body.append(row);
}

export function createPopups() {
  let done = "";
  let isKeyed = false;

  function noteOpener(event) {
    const opener = event.target.closest?.('[data-testid="stPopoverButton"]');
    // A click made by a key counts no presses of the mouse.
    if (opener) isKeyed = event.detail === 0 && opener.getAttribute("aria-expanded") === "false";
  }

  // What the popup holds may come a moment after it.
  function focusFirst() {
    if (!isKeyed) return;
    const first = document.querySelector(`${BODY} :is(button, input):not([data-close])`);
    if (!first) return;
    isKeyed = false;
    first.focus();
  }

  return {
    watch() {
      document.addEventListener("click", noteOpener, true);
      document.addEventListener("click", close);
    },
    // After every change of the page.
    complete() {
      addDone(done);
      focusFirst();
    },
    use(word) {
      done = word;
    },
  };
}
