// The presentation as one file, which contains everything and makes no request.

import { readSlide, writeSlide } from "./address.js";
import { createKey } from "./channel.js";
import { openPresentation } from "./presentation.js";

async function inflate(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

// file.html?slide=4&lang=ru, or the same after "#" in a browser that drops the query of a file.
function readAddress() {
  return new URLSearchParams(`${location.search.slice(1)}&${location.hash.slice(1)}`);
}

function writeAddress(slide, lang, second) {
  const query = readAddress();
  writeSlide(query, slide);
  query.set("lang", lang);
  query.set("second", second ?? "");
  for (const mark of ["?", "#"]) {
    try {
      history.replaceState(null, "", `${location.pathname}${mark}${query}`);
      return;
    } catch {
      // A browser may reject either form, or both.
    }
  }
}

export async function openStandalone() {
  const message = document.getElementById("plain");
  const query = readAddress();
  try {
    const presentation = JSON.parse(await inflate("presentation"));
    const isSpeaker = query.has("notes");
    const key = isSpeaker ? query.get("key") : createKey();
    const root = document.createElement("main");
    document.body.append(root);
    openPresentation(root, presentation, {
      role: isSpeaker ? "notes" : "projector",
      slide: readSlide(query) ?? 0,
      lang: query.get("lang") || document.documentElement.lang,
      second: query.get("second") ?? document.documentElement.dataset.second,
      onMove: isSpeaker ? null : writeAddress,
      key,
      notesAddress: (lang) => `${location.pathname}?notes=1&lang=${lang}#notes&key=${key}`,
    });
    message.hidden = true;
  } catch (error) {
    console.error(error);
    message.hidden = false;
  }
}
