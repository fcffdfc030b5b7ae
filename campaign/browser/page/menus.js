// Menus that are `details` of the page: one is open at a time, and a choice in it, a click outside or
// Escape closes it. Those of the header open what stands beside them.

const MENU = "details.card-menu, details.source-note, details.opener";
const CHOICE = ".card-menu li > :is(a, button), .st-key-menu a";
// A popup, in which filters are chosen, stands elsewhere in the document.
const PAGE = '[data-testid="stMain"]';

const openMenus = () => [...document.querySelectorAll(MENU)].filter((menu) => menu.open);

function closeAllBut(kept) {
  for (const menu of openMenus()) if (menu !== kept) menu.open = false;
}

function menuAround(target) {
  const menu = target.closest(MENU);
  if (menu) return menu;
  for (const name of ["menu", "filters"]) {
    if (target.closest(`.st-key-${name}`)) return document.querySelector(`details.opens-${name}`);
  }
  return null;
}

// A link in a note leads to a page of the menu: there the session goes on.
function followInMenu(event) {
  const link = event.target.closest(".source-note a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const inMenu = [...document.querySelectorAll(".st-key-menu a[href]")].find(
    (other) => other.pathname === link.pathname,
  );
  if (!inMenu) return;
  event.preventDefault();
  inMenu.click();
}

function onClick(event) {
  const { target } = event;
  if (!target.closest?.(PAGE)) return;
  closeAllBut(target.closest(CHOICE) ? null : menuAround(target));
  followInMenu(event);
}

function onKey({ key }) {
  if (key !== "Escape" || document.querySelector('[data-testid="stPopoverBody"]')) return;
  const [menu] = openMenus();
  if (!menu) return;
  closeAllBut(null);
  menu.querySelector("summary").focus();
}

export function watchMenus() {
  // On its way down: some controls of Streamlit let no click come up.
  document.addEventListener("click", onClick, { capture: true });
  document.addEventListener("keydown", onKey);
}
