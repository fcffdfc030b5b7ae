// The connection to the server. A server that was restarted, or that has dropped the session, does
// not know its widgets, and the first click would be lost. So the page runs again as soon as the
// connection is back.

const STATE = "data-test-connection-state";

export function createConnection() {
  let runPage = null;
  let app = null;

  function watch() {
    const now = document.querySelector('[data-testid="stApp"]');
    if (!now || app) return;
    app = now;
    let isAway = false;
    const observer = new MutationObserver(() => {
      const isConnected = app.getAttribute(STATE) === "CONNECTED";
      if (isConnected && isAway) runPage();
      isAway = !isConnected;
    });
    observer.observe(app, { attributes: true, attributeFilter: [STATE] });
  }

  return {
    // `run()` asks the server for a run of the page.
    use(run) {
      runPage = run;
      watch();
    },
  };
}
