// Changes the page into the HTML that the server made of another view.

import { Idiomorph } from "idiomorph";

// What a reader has opened stays open; the server does not know it.
const isOpened = (name, node) => name === "open" && node.nodeName === "DETAILS";
// So does what a reader types.
const isTyped = (name, node) => name === "value" && node === document.activeElement;

// The content of `place` becomes `html`: elements that both have stay, with the focus.
export function morph(place, html) {
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const typed = document.activeElement;
  const next = typed.id && wanted.content.getElementById(typed.id);
  Idiomorph.morph(place, wanted.content.childNodes, {
    morphStyle: "innerHTML",
    callbacks: {
      beforeAttributeUpdated: (name, node) => !isOpened(name, node) && !isTyped(name, node),
    },
  });
  // The attribute is the server's value, the property what the reader types.
  if (next?.nodeName === "INPUT") typed.setAttribute("value", next.getAttribute("value"));
}
