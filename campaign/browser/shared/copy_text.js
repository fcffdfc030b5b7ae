// The buttons that copy a text, and the message that then appears beside them.

import { copy } from "./clipboard.js";

async function copyText(button) {
  const around = button.closest("[data-copied]");
  const status = around.querySelector(".copied");
  status.textContent = "";
  const isCopied = await copy(button.dataset.message);
  status.textContent = isCopied ? around.dataset.copied : around.dataset.failed;
}

export function addCopying(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-message]");
    if (button) copyText(button);
  });
}
