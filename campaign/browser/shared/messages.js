// The buttons that copy a message to a region.

import { copy } from "./clipboard.js";

async function copyMessage(button) {
  const field = button.parentElement.querySelector("textarea");
  const status = button.parentElement.querySelector(".copied");
  status.textContent = "";
  if (await copy(field.value)) status.textContent = button.dataset.copied;
  else field.select();
}

export function addCopying(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy-message]");
    if (button) copyMessage(button);
  });
}
