// Updates the content of an element to that of another, node by node: what a reader has opened, typed
// or focused stays, and a screen reader reads only the changes.

// Attributes that a reader changes and the server does not know.
const KEPT = new Set(["open"]);

export function updateContent(place, content) {
  updateChildren(place, content.cloneNode(true));
}

function updateChildren(old, wanted) {
  const nodes = [...old.childNodes];
  const wantedNodes = [...wanted.childNodes];
  wantedNodes.forEach((node, i) => {
    const before = nodes[i];
    if (!before) old.append(node);
    else if (!isSame(before, node)) before.replaceWith(node);
    else if (node.nodeType === Node.ELEMENT_NODE) updateElement(before, node);
    else if (before.data !== node.data) before.data = node.data;
  });
  for (const node of nodes.slice(wantedNodes.length)) node.remove();
}

// A new or removed list does not open or close the next one.
const isSame = (old, wanted) =>
  old.nodeName === wanted.nodeName && old.dataset?.list === wanted.dataset?.list;

function updateElement(old, wanted) {
  // Typed text stays until the server sends another value.
  if (old.nodeName === "INPUT" && old.getAttribute("value") !== wanted.getAttribute("value"))
    if (old !== document.activeElement) old.value = wanted.value;
  for (const { name, value } of wanted.attributes) {
    if (!KEPT.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!KEPT.has(name) && !wanted.hasAttribute(name)) old.removeAttribute(name);
  }
  updateChildren(old, wanted);
}
