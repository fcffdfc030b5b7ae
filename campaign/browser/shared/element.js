// Creates elements with plain text, so that no data are parsed as markup.

export function createElement(name, className, words, attributes = {}) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (words !== undefined && words !== null) element.textContent = words;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function createSvgElement(name, attributes = {}) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// Does not set the same text again, because a screen reader would repeat it.
export function setText(element, words) {
  if (element.textContent !== (words ?? "")) element.textContent = words ?? "";
}
