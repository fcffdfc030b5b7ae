// The component of every page: it shows the page of the server in the element of the first
// paint, and tells the server what a reader does. Pages with widgets have their links in `.links`.

import { attach } from "../figure/figure.js";
import { addCardMenus } from "./card_menu.js";
import { isWaiting } from "./own_files.js";
import { changeOf, close, createChoices, showChoice, urlOf } from "./choices.js";
import { createPageHistory } from "./history.js";
import { morph } from "./morph.js";
import { awaitSettled } from "../first_paint/settled.js";
import { createTab } from "./tab.js";

const APP = '[data-testid="stApp"]';
const SCROLLER = '[data-testid="stMain"]';
const PLACE = "#first, .links";
const QUIET_MS = 60;
const LATE_MS = 20_000;
const RESTORE_MS = 3000; // after which the mark of a choice that changed nothing is removed
const BUSY_MS = 10_000; // after which a page is not busy any more, even without an answer
const PAUSE_MS = 250; // after the last key, before a list is searched

// With this class on the root, the widgets of Streamlit are shown, else the page.
export const SHOWS_APP = "app";

// Without a connection to the server, a link loads its page as usual.
const isConnected = () =>
  document.querySelector(APP)?.getAttribute("data-test-connection-state") === "CONNECTED";

const isPlainClick = (event) =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

// The data of the component: JSON, a line feed, and the HTML of the page or "".
export function readMessage(data) {
  const text = new TextDecoder().decode(data);
  const end = text.indexOf("\n");
  return { ...JSON.parse(text.slice(0, end)), html: text.slice(end + 1) };
}

function loadStyle(address) {
  const sheet = document.createElement("link");
  const loaded = new Promise((resolve) => {
    sheet.onload = resolve;
    sheet.onerror = resolve; // the page is readable without its style
  });
  Object.assign(sheet, { rel: "stylesheet", href: address });
  document.head.append(sheet);
  return loaded;
}

// The colours of the drawings of the page.
function setColours(rules) {
  let sheet = document.getElementById("colours");
  sheet ??= document.head.appendChild(
    Object.assign(document.createElement("style"), { id: "colours" }),
  );
  sheet.textContent = rules;
}

// `pages` are the paths of the app's pages, `style` is the address of the style sheet of all pages.
function createLivePage({ pages, style }) {
  attach(document);
  const tab = createTab();
  const root = document.documentElement;
  const choices = createChoices();
  const pageHistory = createPageHistory();
  let first = document.getElementById("first");
  let shown = first?.dataset.page ?? ""; // the name of the page in `first`
  let stem = null;
  let address = "";
  let entry = ""; // the address of the window at the last message
  let html = ""; // of the page in `first`, if this script has received it
  let marked = new Set(); // the choices since then
  let loaded = null;
  let send = null;
  let turn = 0;
  let answered = 0; // the number of the last answer
  let asked = 0; // the number of the last choice
  let restoring = null;
  let waiting = null;
  let typing = null;

  function report(act) {
    const reported = choices.add(act);
    [asked] = reported.at(-1);
    setBusy(true);
    send(reported);
  }

  // Whether an answer of the server is awaited.
  function setBusy(isBusy) {
    clearTimeout(waiting);
    if (isBusy) {
      document.body.setAttribute("aria-busy", "true");
      waiting = setTimeout(() => setBusy(false), BUSY_MS);
    } else document.body.removeAttribute("aria-busy");
  }

  const isPage = (url) => url.origin === location.origin && pages.includes(url.pathname);

  function change(content) {
    document.dispatchEvent(new Event("page:change"));
    morph(first, content);
    marked = new Set();
    document.dispatchEvent(new Event("page:changed"));
  }

  function restore() {
    clearTimeout(restoring);
    if (!marked.size || !root.dataset.live) return;
    if (html) change(html);
    else report("whole");
  }

  function follow(before, after) {
    pageHistory.addSingleEntry(before, after);
    report(`follow ${before} ${after}`);
    clearTimeout(restoring);
    restoring = setTimeout(restore, RESTORE_MS);
  }

  function press(button) {
    button.setAttribute("aria-busy", "true");
    const { do: name, chart } = button.dataset;
    report(chart ? `${name} ${chart}` : name);
    const select = button.closest("details.select");
    if (select) close(select);
  }

  // The address that the links around an element change. Links beside widgets have their own: they
  // arrive before or after the message.
  const addressAt = (element) => element.closest("[data-address]")?.dataset.address ?? address;

  function onClick(event) {
    if (!event.target.closest?.(PLACE) || !isConnected()) return;
    const button = event.target.closest("button[data-do]");
    if (button) press(button);
    const link = event.target.closest("a[href]");
    if (!link || link.hasAttribute("download") || !isPlainClick(event) || !isPage(urlOf(link)))
      return;
    event.preventDefault();
    const [before, after] = changeOf(link, addressAt(link), marked);
    showChoice(link);
    if (!marked.delete(link)) marked.add(link);
    follow(before, after);
  }

  function onSubmit(event) {
    const form = event.target;
    if (!form.closest(PLACE) || !isConnected()) return;
    const { pathname } = new URL(form.action);
    event.preventDefault();
    follow(addressAt(form), `${pathname}?${new URLSearchParams(new FormData(form))}`);
    const list = form.closest("details");
    if (list) close(list);
  }

  function onInput({ target }) {
    const { search } = target.dataset;
    if (search === undefined || !target.closest(PLACE)) return;
    clearTimeout(typing);
    typing = setTimeout(() => report(`search ${search} ${target.value}`), PAUSE_MS);
  }

  // Streamlit answers Back and Forward itself; a link within the page needs no answer.
  function onHistory() {
    if (location.pathname + location.search !== entry) setBusy(true);
  }

  addCardMenus(document);
  addEventListener("popstate", onHistory);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", onInput);
  document.addEventListener("search", onInput, { capture: true }); // Escape empties the field

  function place() {
    root.classList.add("live");
    if (first?.isConnected) return;
    first = Object.assign(document.createElement("div"), { id: "first" });
    document.getElementById("root").before(first);
  }

  // `answers` are those to the requests of the last seconds.
  function answer(answers = []) {
    for (const detail of answers) {
      if (detail.number <= answered) continue;
      answered = detail.number;
      document.dispatchEvent(new CustomEvent("page:answer", { detail }));
    }
  }

  function show(message) {
    const isOther = stem !== null && stem !== message.stem;
    // The message may be older than the last choice, whose mark then stays.
    const isLatest = message.done >= asked;
    if (message.html || isLatest) clearTimeout(restoring);
    place();
    if (isOther) for (const list of first.querySelectorAll("details[open]")) list.open = false;
    for (const button of first.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    if (message.html) {
      html = message.html;
      setColours(message.colours);
      change(html);
    } else if (isLatest) restore();
    first.dataset.page = shown = message.page;
    if (isOther) first.scrollTop = 0;
    root.classList.remove(SHOWS_APP);
    if (!isWaiting()) root.classList.remove("own");
    root.dataset.live = message.page;
    answer(message.answers);
  }

  // The app replaces the page once it is complete.
  function leave(number, isOther) {
    [shown, html, marked] = ["", "", new Set()];
    if (isOther) document.querySelector(SCROLLER)?.scrollTo(0, 0);
    if (!root.dataset.live) return;
    delete root.dataset.live;
    awaitSettled({
      root: document.getElementById("root"),
      quiet: QUIET_MS,
      late: LATE_MS,
      mayChange: () => true,
      onSettled() {
        if (number !== turn) return;
        root.classList.add(SHOWS_APP);
        first.remove();
        first = null;
      },
      onLate() {},
    });
  }

  return {
    // `sendChoices` sends the reader's actions to Python.
    async update(message, sendChoices) {
      const number = (turn += 1);
      send = sendChoices;
      tab.update(message.tab, report);
      loaded ??= loadStyle(style);
      await loaded;
      if (number !== turn) return;
      if (!message.page) leave(number, stem !== message.stem);
      else if (!message.html && message.page !== shown) report("whole");
      else show(message);
      [stem, address] = [message.stem, message.address];
      entry = location.pathname + location.search;
      if (message.done >= asked) setBusy(false);
    },
  };
}

export function createComponent(settings) {
  // Created once, even if the component is mounted again, or with another version of this script: it
  // has the English of what it has translated.
  const page = (window.campaignLivePage ??= createLivePage(settings));
  return ({ data, setTriggerValue }) => {
    page.update(readMessage(data), (message) => setTriggerValue("act", message));
  };
}
