// Makes a change of the page a single entry in the history of the browser.
//
// Streamlit first adds an entry of the former page with the new query, then the new page.

const MOST_MS = 10_000; // to wait for an answer of the server

const pathOf = (address) => new URL(address, location.href).pathname;

export function createPageHistory() {
  let timer = null;

  function addAll() {
    clearTimeout(timer);
    delete history.pushState;
  }

  return {
    // Skips the entries that are added before the requested page at `target`, also the page that was
    // requested just before it.
    addSingleEntry(target) {
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
