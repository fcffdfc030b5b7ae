// The reader's own files on the server, known by a secret that this tab alone remembers. A reload
// starts a session that has no files: the tab shows the secret and gets them back. Until then a
// reload waits for the app and shows no painted page, which is of the public files.

export const OWN_FILES = "campaign-own";
const PATIENCE_MS = 8_000;

export function recallSecret() {
  try {
    return sessionStorage.getItem(OWN_FILES);
  } catch {
    return null; // without storage a reload loses the files
  }
}

function remember(secret) {
  try {
    if (secret) sessionStorage.setItem(OWN_FILES, secret);
    else sessionStorage.removeItem(OWN_FILES);
  } catch {
    // As above.
  }
}

// The app stays out of sight, too, while it has the public files only.
export const isWaiting = () => document.documentElement.classList.contains("waits");
const stopWaiting = () => document.documentElement.classList.remove("waits");

export function waitForFiles() {
  if (!recallSecret()) return;
  document.documentElement.classList.add("own", "waits");
  setTimeout(stopWaiting, PATIENCE_MS);
}

export function createOwnFiles() {
  return {
    // `secret` is "" where the session has no files, null where it does not know yet.
    // `claim(secret)` asks the server for the files of a session before; null where it cannot.
    use(secret, claim) {
      const known = recallSecret();
      if (secret !== null) remember(secret);
      else if (known && claim) return claim(known);
      stopWaiting();
    },
  };
}
