// The line to the server. One that was started anew, or that has forgotten us, knows no widget of
// ours, and the first click would be lost on it: once the line is back, the page runs before anybody
// clicks.

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
