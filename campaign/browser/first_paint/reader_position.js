// The position of the reader in the painted page, restored in the live app.

// The menus of the header, which both pages have in the same order.
const MENUS = ".head details";

const pathOf = (link) => new URL(link.getAttribute("href"), document.baseURI).pathname;

// The control with the same words and the same target page; a choice or list may be a button there.
function sameControl(root, control) {
  const words = control.textContent.trim();
  const isLink = control.getAttribute("href") !== null;
  const same = [...root.querySelectorAll("a[href], button, summary")].filter(
    (other) =>
      other.textContent.trim() === words &&
      (other.nodeName !== "A" || (isLink && pathOf(other) === pathOf(control))),
  );
  // A control of a closed list may have the same words.
  return same.find((other) => other.checkVisibility()) ?? same[0];
}

export function readPlace(first) {
  const active = document.activeElement;
  return {
    focus: first.contains(active) && active !== first ? active : null,
    menus: [...first.querySelectorAll(MENUS)].map((menu) => menu.open),
  };
}

export function restorePlace(root, { focus, menus }) {
  if (focus) sameControl(root, focus)?.focus({ preventScroll: true });
  const openers = root.querySelectorAll(MENUS);
  menus.forEach((isOpen, i) => openers[i] && (openers[i].open = isOpen));
}
