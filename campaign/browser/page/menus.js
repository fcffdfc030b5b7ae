// Menus that are `details` of the page: one is open at a time, and a choice in it, a click outside or
// Escape closes it. Those of the header open what stands beside them.

const MENU = "details.card-menu, details.source-note, details.opener, details.dropdown";
const CHOICE = ".card-menu li > :is(a, button), .menu a";
// A dialog stands elsewhere in the document.
const PAGE = '[data-testid="stMain"]';

const openMenus = () => [...document.querySelectorAll(MENU)].filter((menu) => menu.open);

function closeAllBut(kept) {
  for (const menu of openMenus()) if (!kept.has(menu)) menu.open = false;
}

// The menus that a place is in: one may stand in another, or in what a button opens on a phone.
function menusAround(target) {
  const menus = new Set();
  for (let at = target.closest(MENU); at; at = at.parentElement.closest(MENU)) menus.add(at);
  for (const name of ["menu", "filters"]) {
    if (target.closest(`.${name}`)) menus.add(document.querySelector(`details.opens-${name}`));
  }
  return menus;
}

// A link in a note leads to a page of the menu: there the session goes on.
function followInMenu(event) {
  const link = event.target.closest(".source-note a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const inMenu = [...document.querySelectorAll(".head .menu a[href]")].find(
    (other) => other.pathname === link.pathname,
  );
  if (!inMenu) return;
  event.preventDefault();
  inMenu.click();
}

function onClick(event) {
  const { target } = event;
  if (!target.closest?.(PAGE)) return;
  closeAllBut(target.closest(CHOICE) ? new Set() : menusAround(target));
  followInMenu(event);
}

function onKey({ key }) {
  if (key !== "Escape" || document.querySelector('[data-testid="stDialog"]')) return;
  const menu = openMenus().at(-1); // the one inside the others
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

export function watchMenus() {
  // On its way down: some controls of Streamlit let no click come up.
  document.addEventListener("click", onClick, { capture: true });
  document.addEventListener("keydown", onKey);
}
