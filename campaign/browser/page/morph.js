// Changes the page into the HTML that the server made of another view.

import { Idiomorph } from "idiomorph";

// What a reader has opened stays open; the server does not know it.
const isOpened = (name, node) => name === "open" && node.nodeName === "DETAILS";
// So does what a reader types.
const isTyped = (name, node) => name === "value" && node === document.activeElement;

const CONTROLS = "a[href], button, summary, input";

// The elements around an element, inside a place, the nearest first.
function partsAround(element, place) {
  const parts = [];
  for (let part = element.parentElement; place.contains(part); part = part.parentElement)
    parts.push(part);
  return parts;
}

// Where the element with the focus is gone, the first control near it gets the focus.
function focusNear(parts) {
  for (const part of parts.filter(({ isConnected }) => isConnected)) {
    const control = [...part.querySelectorAll(CONTROLS)].find((one) => one.checkVisibility());
    if (control) return control.focus({ preventScroll: true });
  }
}

// The content of `place` becomes `html`: elements that both have stay, with the focus.
export function morph(place, html) {
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const typed = document.activeElement;
  const parts = partsAround(typed, place);
  const next = typed.id && wanted.content.getElementById(typed.id);
  Idiomorph.morph(place, wanted.content.childNodes, {
    morphStyle: "innerHTML",
    callbacks: {
      beforeAttributeUpdated: (name, node) => !isOpened(name, node) && !isTyped(name, node),
    },
  });
  if (parts.length && !place.contains(document.activeElement)) focusNear(parts);
  // The attribute is the server's value, the property what the reader types.
  if (next?.nodeName === "INPUT") typed.setAttribute("value", next.getAttribute("value"));
}
