// Where the reader is in the painted page, and the same place in the live one.

const LIVE_SCROLLER = '[data-testid="stMain"]';

const pathOf = (link) => new URL(link.getAttribute("href"), document.baseURI).pathname;

// What has the same words and leads to the same page; a choice or a list is a button there.
function sameControl(root, control) {
  const words = control.textContent.trim();
  const isLink = control.getAttribute("href") !== null;
  return [...root.querySelectorAll("a[href], button, summary")].find(
    (other) =>
      other.textContent.trim() === words &&
      (other.nodeName !== "A" || (isLink && pathOf(other) === pathOf(control))),
  );
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
    menus: [...first.querySelectorAll("details.opener")].map((menu) => menu.open),
  };
}

export function restorePlace(root, { card, focus, tables, menus }) {
  const scroller = root.querySelector(LIVE_SCROLLER);
  const live = card && root.querySelector(`.st-key-${card.key}`);
  if (scroller && live) scroller.scrollTop += live.getBoundingClientRect().top - card.top;
  if (focus) sameControl(root, focus)?.focus({ preventScroll: true });
  for (const key of tables) root.querySelector(`.st-key-${key} [data-do="table"]`)?.click();
  const openers = root.querySelectorAll("details.opener");
  menus.forEach((isOpen, i) => openers[i] && (openers[i].open = isOpen));
}
