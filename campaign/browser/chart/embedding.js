// What “Embed” in the menu of a chart opens: a height, the code, and a button that copies it.

import { copy } from "../shared/clipboard.js";
import { createElement, setText } from "../shared/element.js";
import { embedCode } from "./embed_code.js";

const LEAST_HEIGHT = 200;

export function createEmbedding({ embedBox }, signal) {
  const height = createElement("input", "", "", { type: "number", min: LEAST_HEIGHT, step: 10 });
  const heightLabel = createElement("label");
  const heightWords = createElement("span");
  const code = createElement("textarea", "", "", { readonly: "", rows: 4 });
  const copyButton = createElement("button", "", "", { type: "button", "data-do": "copy-code" });
  const note = createElement("span", "cf-note", "", { role: "status" });
  heightLabel.append(heightWords, height);
  embedBox.append(heightLabel, code, copyButton, note);
  let embed = null;
  let words = {};

  function write() {
    const px = Math.max(LEAST_HEIGHT, Number(height.value) || embed.height);
    code.value = embedCode(embed, px, location.origin);
    setText(note, "");
  }

  function toggle() {
    embedBox.hidden = !embedBox.hidden;
    if (!embedBox.hidden) code.focus({ preventScroll: true });
  }

  height.addEventListener("input", write, { signal });
  code.addEventListener("focus", () => code.select(), { signal });
  copyButton.addEventListener(
    "click",
    async () => setText(note, (await copy(code.value)) ? words.copied : words.not_copied),
    { signal },
  );

  return {
    toggle,
    // Without an address, no other site may show the chart.
    show(payload) {
      embed = payload.embed;
      words = payload.words;
      if (!embed) {
        embedBox.hidden = true;
        return;
      }
      setText(heightWords, words.height);
      setText(copyButton, words.copy_code);
      code.setAttribute("aria-label", words.code);
      if (!height.value) height.value = embed.height;
      write();
    },
  };
}
