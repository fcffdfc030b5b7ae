// The connection to the server. A server that was restarted, or that has dropped the session, does
// not know its widgets, and the first click would be lost. So the page runs again as soon as the
// connection is back.

const STATE = "data-test-connection-state";
const LATE_MS = 3000; // a shorter break is not worth a line

export function createConnection() {
  let runPage = null;
  let app = null;

  function watch() {
    const now = document.querySelector('[data-testid="stApp"]');
    if (!now || app) return;
    app = now;
    const isConnected = () => app.getAttribute(STATE) === "CONNECTED";
    const line = document.getElementById("late");
    const tell = () => (line.hidden = isConnected());
    let isAway = false;
    const observer = new MutationObserver(() => {
      if (isConnected() && isAway) runPage();
      if (!isConnected() && !isAway) setTimeout(tell, LATE_MS);
      isAway = !isConnected();
      if (!isAway) tell();
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
