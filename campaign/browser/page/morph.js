// Changes the page into the HTML that the server made of another view.

import { Idiomorph } from "idiomorph";

// What a reader has opened stays open; the server does not know it.
const isOpened = (name, node) => name === "open" && node.nodeName === "DETAILS";

// The content of `place` becomes `html`: elements that both have stay, with the focus.
export function morph(place, html) {
  Idiomorph.morph(place, html, {
    morphStyle: "innerHTML",
    ignoreActiveValue: true,
    callbacks: { beforeAttributeUpdated: (name, node) => !isOpened(name, node) },
  });
}
