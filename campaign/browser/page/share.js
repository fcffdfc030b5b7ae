// Copies the link to the current view for another reader: without the language, unless the reader
// chooses that.

import { copy, linkTo } from "../shared/clipboard.js";
import { setText } from "../shared/element.js";

const OPENER = ".sharing > summary";

export function createShare() {
  let link = "";
  let outcome = ""; // "copied" or "failed": the popup has the words

  function show() {
    const popup = document.querySelector(".share");
    if (!popup) return;
    link ||= linkTo(false);
    const field = popup.querySelector("input");
    if (field.value !== link) field.value = link;
    setText(popup.querySelector(".share-said"), popup.dataset[outcome]);
  }

  async function copyLink(withLanguage) {
    link = linkTo(withLanguage);
    outcome = "";
    show();
    outcome = (await copy(link)) ? "copied" : "failed";
    show();
  }

  function onClick(event) {
    const opener = event.target.closest?.(OPENER);
    if (opener && !opener.parentElement.open) copyLink(false);
    const button = event.target.closest?.(".share [data-copy]");
    if (button) copyLink(button.dataset.copy === "this");
    if (event.target.matches?.(".share input")) event.target.select();
  }

  return {
    // In the capture phase: afterwards the opener would already be open.
    watch: () => document.addEventListener("click", onClick, true),
    complete: show,
  };
}
