// Whether the reader has files of their own on show, remembered in this tab alone: a reload then waits
// for the app and does not show the page of the public files before.

export const OWN_FILES = "campaign-own";

export function rememberOwnFiles(isOwn) {
  try {
    if (isOwn) sessionStorage.setItem(OWN_FILES, "1");
    else sessionStorage.removeItem(OWN_FILES);
  } catch {
    // Without storage the painted page is shown first, as to everybody.
  }
}
