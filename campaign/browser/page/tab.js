// What every page of the app has in the browser: the reader's language, menus, the link to share
// and the connection to the server.

import { createTranslation } from "../i18n/translation.js";
import { addCopying } from "../shared/copy_text.js";
import { createConnection } from "./connection.js";
import { createLargeFiles } from "./large_files.js";
import { watchMenus } from "./menus.js";
import { createOwnFiles } from "./own_files.js";
import { createShare } from "./share.js";

// The key E opens the dialog “Explore” of the chart that has the focus.

const FIELDS = "input, textarea, select";

function onExploreKey({ code, ctrlKey, metaKey, altKey, target }) {
  // The key itself, because with a Cyrillic layout it has another letter.
  if (code !== "KeyE" || ctrlKey || metaKey || altKey || target.matches?.(FIELDS)) return;
  target.closest?.("[data-card]")?.querySelector("[data-do=explore]")?.click();
}

// “Done” closes its dialog.

function closeDialog(event) {
  const button = event.target.closest?.("[data-close]");
  // Streamlit closes a dialog on Escape, and returns the focus to the button that opened it.
  const key = { key: "Escape", code: "Escape", bubbles: true, cancelable: true };
  button?.dispatchEvent(new KeyboardEvent("keydown", key));
}

// The button that creates a file gives way to the one that downloads it. With the keyboard, the
// focus goes there too; a dialog otherwise returns it to its first button.

const CREATE = "[class*=st-key-export-make] button";
const DOWNLOAD = "[class*=st-key-export-take] button";

function followFile({ target, detail }) {
  const dialog = target.closest?.(CREATE)?.closest("[role=dialog]");
  if (!dialog || detail) return; // a click of the pointer has a count
  const observer = new MutationObserver(() => {
    const button = dialog.querySelector(DOWNLOAD);
    if (!button && dialog.isConnected) return;
    observer.disconnect();
    // The dialog sets its focus in the same frame.
    requestAnimationFrame(() => requestAnimationFrame(() => button?.focus()));
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

async function dictionaryAt(url) {
  if (!url) return {};
  const answer = await fetch(url);
  return answer.ok ? answer.json() : {};
}

export function createTab() {
  const share = createShare();
  const connection = createConnection();
  const ownFiles = createOwnFiles();
  const largeFiles = createLargeFiles();
  const translation = createTranslation(complete);
  let dictionary = null;

  function complete() {
    share.complete();
    largeFiles.complete();
  }

  async function speak(url) {
    if (url === dictionary) return;
    dictionary = url;
    const words = await dictionaryAt(url).catch(() => ({}));
    // The language may have changed again meanwhile.
    if (dictionary === url) translation.use(words);
  }

  watchMenus();
  document.addEventListener("click", closeDialog);
  document.addEventListener("click", followFile);
  document.addEventListener("keydown", onExploreKey);
  share.watch();
  largeFiles.watch();
  addCopying(document);
  translation.watch();
  return {
    // `report` sends what happens to Python.
    update({ lang, words, secret, asks, most }, report) {
      ownFiles.use(secret, asks ? (known) => report(`claim ${known}`) : null);
      largeFiles.use(most, (names) => report(`too-large ${JSON.stringify(names)}`));
      connection.use(() => report("run"));
      const root = document.documentElement;
      // Set only if it changes: otherwise the browser computes the style of the whole document again.
      if (root.lang !== lang) root.lang = lang;
      complete(); // a popup may have been opened before this script was loaded
      speak(words);
    },
  };
}
