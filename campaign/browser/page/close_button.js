// “Done” closes the dialog it stands in.

export function closeDialog(event) {
  const button = event.target.closest?.("[data-close]");
  // Escape is what Streamlit closes by, and it gives the focus back to what has opened it.
  const key = { key: "Escape", code: "Escape", bubbles: true, cancelable: true };
  button?.dispatchEvent(new KeyboardEvent("keydown", key));
}
