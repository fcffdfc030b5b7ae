// “Done” closes its dialog.

export function closeDialog(event) {
  const button = event.target.closest?.("[data-close]");
  // Streamlit closes a dialog on Escape, and returns the focus to the button that opened it.
  const key = { key: "Escape", code: "Escape", bubbles: true, cancelable: true };
  button?.dispatchEvent(new KeyboardEvent("keydown", key));
}
