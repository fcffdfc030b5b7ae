// Elements, made of words only: nothing that comes from data is ever read as markup.

function element(name, className, words, attributes = {}) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (words !== undefined && words !== null) made.textContent = words;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function drawnElement(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function setWords(target, words) {
  if (target.textContent !== words) target.textContent = words;
}
