// Where the reader is in the painted page, and the same place in the live one.

// What a reader opens in the header, which is the same in both pages.
const MENUS = ".head details";
const LIVE_SCROLLER = '[data-testid="stMain"]';

const pathOf = (link) => new URL(link.getAttribute("href"), document.baseURI).pathname;

// What has the same words and leads to the same page; a choice or a list is a button there.
function sameControl(root, control) {
  const words = control.textContent.trim();
  const isLink = control.getAttribute("href") !== null;
  const same = [...root.querySelectorAll("a[href], button, summary")].filter(
    (other) =>
      other.textContent.trim() === words &&
      (other.nodeName !== "A" || (isLink && pathOf(other) === pathOf(control))),
  );
  // The same words may stand in a list that is closed.
  return same.find((other) => other.checkVisibility()) ?? same[0];
}

// The first card that is not above the window, and how far from its top it begins.
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
