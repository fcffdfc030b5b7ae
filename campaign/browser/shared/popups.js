// Popups and dialogs of the page: “Done” closes the one it stands in. One that a key has opened
// gets the focus, since it stands at the end of the page, far from its opener.

const POPUP = { enter: false, done: "" };

// Made here: as an element of the page it would be sent with every run, once for each popup.
function addDone() {
  const body = document.querySelector('[data-testid="stPopoverBody"]');
  if (!body || body.querySelector("[data-close]")) return;
  const row = document.createElement("p");
  row.className = "done";
  row.innerHTML = '<button type="button" class="button" data-close></button>';
  row.firstChild.textContent = POPUP.done;
  body.append(row);
}

function closePopup(event) {
  const button = event.target.closest?.("[data-close]");
  // Escape is what Streamlit closes by, and it gives the focus back to the opener.
  const key = { key: "Escape", code: "Escape", bubbles: true, cancelable: true };
  button?.dispatchEvent(new KeyboardEvent("keydown", key));
}

function noteOpener(event) {
  const opener = event.target.closest?.('[data-testid="stPopoverButton"]');
  // A click made by a key counts no presses of the mouse.
  if (opener) POPUP.enter = event.detail === 0 && opener.getAttribute("aria-expanded") === "false";
}

// What the popup holds may come a moment after it.
function enterPopup() {
  if (!POPUP.enter) return;
  const first = document.querySelector(
    '[data-testid="stPopoverBody"] :is(button, input):not([data-close])');
  if (!first) return;
  POPUP.enter = false;
  first.focus();
}

function watchPopups() {
  document.addEventListener("click", noteOpener, true);
  document.addEventListener("click", closePopup);
}
