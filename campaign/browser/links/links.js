// Links of the painted page in the live app, where they change the selection or the page of the
// session instead of loading a document.

import { createChoices } from "../shared/choices.js";
import { updateContent } from "../shared/update_content.js";
import { createPageHistory } from "./history.js";

const PAUSE_MS = 250; // after the last key, before organizers are searched
const RESTORE_MS = 3000; // after which the mark of a choice that changed nothing is removed
const APP = '[data-testid="stApp"]';
const MANY = ".dropdown:not(.select), .pills";
const PLACE = "[data-links]";

const leadsElsewhere = (event) =>
  event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

// Without a connection to the server, a link loads its page as usual.
const isConnected = () =>
  document.querySelector(APP)?.getAttribute("data-test-connection-state") === "CONNECTED";

export const addressOf = (link) => `${link.pathname}${link.search}`;

// Marks the choice at once; the answer of the server replaces the mark.
export function markChoice(link) {
  const isChosen = link.hasAttribute("aria-current");
  const isOneOfMany = link.closest(MANY) !== null;
  if (isOneOfMany && isChosen) link.removeAttribute("aria-current");
  if (isChosen) return;
  if (!isOneOfMany) {
    for (const other of link.parentElement.querySelectorAll("[aria-current]"))
      other.removeAttribute("aria-current");
  }
  link.setAttribute("aria-current", link.closest(".menu") ? "page" : "true");
}

// The addresses before and after the choice of a link in a page at `address`. `marked` are the links
// chosen since the server sent the page: that address does not have their choices yet.
export function changeOf(link, address, marked) {
  if (link.closest(MANY)) {
    // A second click undoes the first one.
    return marked.has(link) ? [addressOf(link), address] : [address, addressOf(link)];
  }
  const chosen = link.parentElement.querySelector("[aria-current]");
  return [marked.has(chosen) ? addressOf(chosen) : address, addressOf(link)];
}

function removeChip(chip) {
  const next = chip.nextElementSibling;
  (next?.matches("a") ? next : next?.querySelector("a"))?.focus();
  chip.hidden = true;
}

// Focuses the first control of a place whose focused element is gone.
function focusFirst(place) {
  const controls = [...place.querySelectorAll(".chips a, summary, a, button")];
  controls.find((control) => control.checkVisibility())?.focus();
}

function close(list) {
  list.open = false;
  list.querySelector("summary").focus();
}

// The links in the places of a page: elements with `data-links`, which may appear after their HTML has
// arrived.
export function createLinks(page) {
  const choices = createChoices();
  const pageHistory = createPageHistory();
  let address = "";
  let report = null;
  let parts = new Map(); // the content of each place
  let marked = new Set();
  let typing = null;
  let restoring = null;

  function follow(before, after) {
    pageHistory.addSingleEntry(after);
    report(choices.add(`follow ${before} ${after}`));
    clearTimeout(restoring);
    restoring = setTimeout(restore, RESTORE_MS);
  }

  function fill(place) {
    const content = parts.get(place.dataset.links);
    if (!content) return;
    const hadFocus = place.contains(document.activeElement);
    updateContent(place, content);
    if (hadFocus && !place.contains(document.activeElement)) focusFirst(place);
  }

  function restore() {
    clearTimeout(restoring);
    marked = new Set();
    page.querySelectorAll(PLACE).forEach(fill);
  }

  function onClick(event) {
    if (!event.target.closest(PLACE)) return;
    if (event.target.closest("[data-do=export]")) report(choices.add("export"));
    const link = event.target.closest("a[href]");
    if (!link || leadsElsewhere(event) || !isConnected()) return;
    event.preventDefault();
    const [before, after] = changeOf(link, address, marked);
    if (link.closest(".chips")) removeChip(link);
    else markChoice(link);
    if (!marked.delete(link)) marked.add(link);
    // A list with a single choice closes.
    const select = link.closest("details.select");
    if (select) close(select);
    follow(before, after);
  }

  function onSubmit(event) {
    const form = event.target;
    if (!form.closest(PLACE) || !isConnected()) return;
    event.preventDefault();
    const { pathname } = new URL(form.action);
    follow(address, `${pathname}?${new URLSearchParams(new FormData(form))}`);
    close(form.closest("details"));
  }

  function onInput({ target }) {
    if (target.dataset.search === undefined || !target.closest(PLACE)) return;
    const words = target.value;
    clearTimeout(typing);
    typing = setTimeout(() => report(choices.add(`search ${words}`)), PAUSE_MS);
  }

  page.addEventListener("click", onClick);
  page.addEventListener("submit", onSubmit);
  page.addEventListener("input", onInput);
  page.addEventListener("search", onInput, { capture: true }); // Escape empties the field
  new MutationObserver(() => page.querySelectorAll(`${PLACE}:empty`).forEach(fill)).observe(page, {
    childList: true,
    subtree: true,
  });
  return {
    // `text` is the address of the page, a line feed, and the HTML of its places. It is null if the
    // text that it was packed with is lost, or if the browser cannot unpack it. `send` sends the
    // reader's actions to Python.
    update(text, send) {
      report = send;
      if (text === null) {
        report(choices.add("DecompressionStream" in globalThis ? "lost-text" : "cannot-unpack"));
        return;
      }
      const end = text.indexOf("\n");
      address = text.slice(0, end);
      const template = document.createElement("template");
      template.innerHTML = text.slice(end + 1);
      parts = new Map([...template.content.children].map((part) => [part.dataset.links, part]));
      restore();
    },
  };
}
