// A change of the page is one place in the history of the browser.
//
// Streamlit first adds the new query beside the page that is left, then the new page.

const MOST_MS = 10_000; // for an answer of the server

const pathOf = (address) => new URL(address, location.href).pathname;

export function createPageHistory() {
  let timer = null;

  function addAll() {
    clearTimeout(timer);
    delete history.pushState;
  }

  return {
    // Leaves out what is added before the page at `target`, which is on its way: also the page that
    // was asked for just before it.
    addOnePlace(target) {
      addAll();
      if (pathOf(target) === location.pathname) return;
      timer = setTimeout(addAll, MOST_MS);
      // Shadows the method of the prototype.
      history.pushState = (state, title, address) => {
        if (pathOf(address) !== pathOf(target)) return;
        addAll();
        history.pushState(state, title, address);
      };
    },
  };
}
