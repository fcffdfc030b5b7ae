// The buttons that copy a message to a region.

import { copy } from "./clipboard.js";

async function copyMessage(button) {
  const request = button.closest(".request");
  const status = request.querySelector(".copied");
  status.textContent = "";
  if (await copy(button.dataset.message)) status.textContent = request.dataset.copied;
}

export function addCopying(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-message]");
    if (button) copyMessage(button);
  });
}
