// Copies a text that is ready for a letter, and says beside the button whether it was copied.

import { copy } from "../shared/clipboard.js";
import { setText } from "../shared/element.js";

async function copyFor(button) {
  const message = button.closest(".copy");
  const text = message?.parentElement.querySelector(".letter");
  if (!text) return;
  const status = message.querySelector('[role="status"]');
  setText(status, "");
  setText(status, (await copy(text.innerText)) ? message.dataset.copied : message.dataset.failed);
}

export function watchCopyButtons() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".copy button");
    if (button) copyFor(button);
  });
}
