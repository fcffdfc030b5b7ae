// Whether the live app is complete: its script has run, and everything that takes space is there.

const APP = '[data-testid="stApp"]';
// The presentation is in the body, over the page.
const PRESENTATION = "body > .presentation";
const PRESENTED = ".presentation-slide--on, .presentation-notes-frame";

export const findPresentation = () => document.querySelector(PRESENTATION);

// A page of HTML stays, and has become live (`page/live_page.js`).
export const isLivePage = () => Boolean(globalThis.document?.documentElement?.dataset?.live);

export function isSettled(root) {
  if (isLivePage()) return true;
  const presentation = findPresentation();
  if (presentation) return Boolean(presentation.querySelector(PRESENTED));
  const app = root.querySelector(APP);
  if (!app || app.getAttribute("data-test-script-state") !== "notRunning") return false;
  // A page with an error has a message in place of its footer.
  const isThere = root.querySelector(".foot, .notice.program-error") !== null;
  return isThere && !root.querySelector('[data-testid="stSkeleton"]');
}

// Calls `onSettled` when the app has been complete for `quiet` ms, and `onLate` after `late` ms.
export function awaitSettled({ root, quiet, late, mayChange, onSettled, onLate }) {
  const started = Date.now();
  let since = 0;
  let isLate = false;
  const timer = setInterval(() => {
    const now = Date.now();
    if (!isSettled(root) || !mayChange()) {
      since = 0;
      if (!isLate && now - started > late) {
        isLate = true;
        onLate();
      }
      return;
    }
    since ||= now;
    if (now - since < quiet) return;
    clearInterval(timer);
    onSettled();
  }, 40);
}
