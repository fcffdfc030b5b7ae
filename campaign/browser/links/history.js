// A change of the page is one place in the history of the browser.
//
// Streamlit first adds the new query beside the page that is left, then the new page.

const MOST_MS = 10_000; // for an answer of the server

const pathOf = (address) => new URL(address, location.href).pathname;

// Leaves out what is added before the page at `target`, which is on its way.
export function addOnePlace(target) {
  if (pathOf(target) === location.pathname || Object.hasOwn(history, "pushState")) return;
  const end = () => delete history.pushState;
  const timer = setTimeout(end, MOST_MS);
  // Shadows the method of the prototype.
  history.pushState = (state, title, address) => {
    if (pathOf(address) !== pathOf(target)) return;
    clearTimeout(timer);
    end();
    history.pushState(state, title, address);
  };
}
