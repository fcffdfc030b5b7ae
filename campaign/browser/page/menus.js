// Menus that are `details` of the page: one is open at a time, and a choice, a click outside or Escape
// closes it. Those of the header open an element beside them.

const MENU = "details.card-menu, details.source-note, details.opener, details.dropdown";
const CHOICE = ".card-menu li > :is(a, button), .menu a, .show-result";
// Dialogs are outside this element.
const PAGE = '[data-testid="stMain"], #first';

// A menu with an open table or code stays open: its reader has not chosen yet.
const openMenus = () =>
  [...document.querySelectorAll(MENU)].filter(
    (menu) => menu.open && !menu.querySelector(".table[open], .embed[open]"),
  );

function closeAllBut(kept) {
  for (const menu of openMenus()) if (!kept.has(menu)) menu.open = false;
}

// The menus around an element: a menu may be inside another, or in an element that opens on a phone.
function menusAround(target) {
  const menus = new Set();
  for (let at = target.closest(MENU); at; at = at.parentElement.closest(MENU)) menus.add(at);
  for (const name of ["menu", "filters"]) {
    if (target.closest(`.${name}`)) menus.add(document.querySelector(`details.opens-${name}`));
  }
  return menus;
}

function onClick(event) {
  const { target } = event;
  if (!target.closest?.(PAGE)) return;
  closeAllBut(target.closest(CHOICE) ? new Set() : menusAround(target));
}

function onKey({ key }) {
  if (key !== "Escape" || document.querySelector('[data-testid="stDialog"]')) return;
  const menu = openMenus().at(-1); // the one inside the others
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

export function watchMenus() {
  // In the capture phase, because some controls of Streamlit stop clicks from bubbling.
  document.addEventListener("click", onClick, { capture: true });
  document.addEventListener("keydown", onKey);
}
