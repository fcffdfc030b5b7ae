// Makes a change of the page a single entry in the history of the browser.
//
// Streamlit first adds an entry of the former page with the new query, then the new page.

const MOST_MS = 10_000; // to wait for an answer of the server

const pathOf = (address) => new URL(address, location.href).pathname;

// The address that opens a chart in a dialog is replaced by that of the page, so that Back leads to
// what was before it. Returns whether the address opens a chart.
export function replaceExploreEntry() {
  if (!new URLSearchParams(location.search).has("explore")) return false;
  history.pushState = (state, title, address) => {
    delete history.pushState;
    history.replaceState(state, title, address);
  };
  return true;
}

export function createPageHistory() {
  let timer = null;

  function addAll() {
    clearTimeout(timer);
    delete history.pushState;
  }

  return {
    // Skips the entries that are added before the requested page at `target`, also the page that was
    // requested just before it. A link from `source` within one page leaves a requested page awaited.
    addSingleEntry(source, target) {
      if (pathOf(source) === pathOf(target)) return;
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
