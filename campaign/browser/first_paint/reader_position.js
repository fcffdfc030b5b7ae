// The position of the reader in the painted page, restored in the live app.

// The menus of the header, which both pages have in the same order.
const MENUS = ".head details";
const LIVE_SCROLLER = '[data-testid="stMain"]';

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

// The first card that is not above the window, and its distance from the top of the window.
function topCard(first) {
  for (const card of first.querySelectorAll("[data-card]")) {
    const { top, bottom } = card.getBoundingClientRect();
    if (bottom > 0) return { key: card.dataset.card, top };
  }
  return null;
}

export function readPlace(first) {
  const active = document.activeElement;
  return {
    card: first.scrollTop > 0 ? topCard(first) : null,
    focus: first.contains(active) && active !== first ? active : null,
    tables: [...first.querySelectorAll("[data-card]:has(.table[open])")].map((c) => c.dataset.card),
    menus: [...first.querySelectorAll(MENUS)].map((menu) => menu.open),
  };
}

export function restorePlace(root, { card, focus, tables, menus }) {
  const scroller = root.querySelector(LIVE_SCROLLER);
  const live = card && root.querySelector(`.st-key-${card.key}`);
  if (scroller && live) scroller.scrollTop += live.getBoundingClientRect().top - card.top;
  if (focus) sameControl(root, focus)?.focus({ preventScroll: true });
  for (const key of tables) root.querySelector(`.st-key-${key} [data-do="table"]`)?.click();
  const openers = root.querySelectorAll(MENUS);
  menus.forEach((isOpen, i) => openers[i] && (openers[i].open = isOpen));
}
