// The uploaded files of this tab, which the server returns for a secret that only the tab has. A
// reload starts a session without files; the tab sends the secret and gets them back. Until then it
// shows no first paint, which has the public data.

export const OWN_FILES = "campaign-own";
const PATIENCE_MS = 8_000;

export function recallSecret() {
  try {
    return sessionStorage.getItem(OWN_FILES);
  } catch {
    return null; // without storage, a reload loses the files
  }
}

function remember(secret) {
  try {
    if (secret) sessionStorage.setItem(OWN_FILES, secret);
    else sessionStorage.removeItem(OWN_FILES);
  } catch {
    // Without storage, a reload loses the files.
  }
}

// The app is hidden too while it has only the public data.
export const isWaiting = () => document.documentElement.classList.contains("waits");
const stopWaiting = () => document.documentElement.classList.remove("waits");

// Shows the page that is there, if the app has sent one; else the next one is shown.
function giveUp() {
  stopWaiting();
  const { classList, dataset } = document.documentElement;
  if (dataset.live) classList.remove("own");
}

export function waitForFiles() {
  if (!recallSecret()) return;
  document.documentElement.classList.add("own", "waits");
  setTimeout(giveUp, PATIENCE_MS);
}

export function createOwnFiles() {
  return {
    // `secret` is "" if the session has no files, null if it does not know yet. `claim(secret)`
    // requests the files of the former session; it is null if they cannot be requested.
    use(secret, claim) {
      const known = recallSecret();
      if (secret !== null) remember(secret);
      else if (known && claim) return claim(known);
      if (secret) stopWaiting();
      else giveUp();
    },
  };
}
