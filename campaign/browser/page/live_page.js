// The component of a page that is HTML: it shows the page of the server in the element of the first
// paint, and tells the server which links a reader follows.

import { isWaiting } from "./own_files.js";
import { morph } from "./morph.js";
import { awaitSettled } from "../first_paint/settled.js";
import { createChoices } from "../shared/choices.js";
import { createPageHistory } from "../links/history.js";
import { markChoice } from "../links/links.js";

const APP = '[data-testid="stApp"]';
const QUIET_MS = 60;
const LATE_MS = 20_000;
const RESTORE_MS = 3000; // after which the mark of a choice that changed nothing is removed

// With this class on the root, the widgets of Streamlit are shown, else the page.
export const SHOWS_APP = "app";

const isConnected = () =>
  document.querySelector(APP)?.getAttribute("data-test-connection-state") === "CONNECTED";

const isPlainClick = (event) =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

// An SVG link has no `pathname`.
const urlOf = (link) => new URL(link.getAttribute("href"), location.href);

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

// `pages` are the paths of the app's pages, `style` is the address of the style sheet of all pages.
function createLivePage({ pages, style }) {
  const root = document.documentElement;
  const choices = createChoices();
  const pageHistory = createPageHistory();
  let first = document.getElementById("first");
  let shown = first?.dataset.page ?? ""; // the name of the page in `first`
  let stem = null;
  let address = "";
  let html = "";
  let loaded = null;
  let report = null;
  let turn = 0;
  let restoring = null;

  first?.addEventListener("click", onClick);

  const isShown = () => !root.classList.contains(SHOWS_APP);
  const isPage = (url) => url.origin === location.origin && pages.includes(url.pathname);

  function follow(target) {
    html ||= first.innerHTML;
    pageHistory.addSingleEntry(target);
    report(choices.add(`follow ${address} ${target}`));
    clearTimeout(restoring);
    restoring = setTimeout(() => isShown() && morph(first, html), RESTORE_MS);
  }

  function onClick(event) {
    const button = event.target.closest("[data-do]");
    if (button) report(choices.add([button.dataset.do, button.dataset.chart].join(" ").trim()));
    const link = event.target.closest("a[href]");
    if (!link || link.hasAttribute("download") || !isPlainClick(event) || !isConnected()) return;
    const url = urlOf(link);
    if (!isPage(url)) return;
    event.preventDefault();
    follow(`${url.pathname}${url.search}`);
    if (link.closest("nav")) markChoice(link);
  }

  function place() {
    root.classList.add("live");
    if (first?.isConnected) return;
    first = Object.assign(document.createElement("div"), { id: "first" });
    first.addEventListener("click", onClick);
    document.getElementById("root").before(first);
  }

  function show(message) {
    const isOther = stem !== null && stem !== message.stem;
    clearTimeout(restoring);
    place();
    if (isOther) for (const list of first.querySelectorAll("details[open]")) list.open = false;
    if (message.html || html) morph(first, message.html || html);
    if (message.html) html = message.html;
    first.dataset.page = shown = message.page;
    if (isOther) first.scrollTop = 0;
    [stem, address] = [message.stem, message.address];
    root.classList.remove(SHOWS_APP);
    if (!isWaiting()) root.classList.remove("own");
    root.dataset.live = message.page;
  }

  // The app replaces the page once it is complete.
  function leave(number) {
    [shown, html, stem] = ["", "", ""];
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
    // `send` sends the reader's actions to Python.
    async update(message, send) {
      const number = (turn += 1);
      report = send;
      if (!message.page) return leave(number);
      loaded ??= loadStyle(style);
      if (message.html) await loaded;
      if (number !== turn) return undefined;
      if (!message.html && message.page !== shown) return report(choices.add("whole"));
      return show(message);
    },
  };
}

export function createComponent(settings) {
  // Created once, even if the component is mounted again.
  const page = (window.campaignLivePage ??= createLivePage(settings));
  return ({ data, setTriggerValue }) => {
    page.update(readMessage(data), (message) => setTriggerValue("act", message));
  };
}
