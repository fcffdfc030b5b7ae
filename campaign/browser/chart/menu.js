// The menu of a chart's card: the page's HTML has its buttons, which come anew with each change.

import { copy } from "../shared/clipboard.js";
import { createElement, setText } from "../shared/element.js";
import { linkTo } from "../shared/page_link.js";
import { save } from "./download.js";
import { createTableRequest } from "./table_request.js";

// `actions` are called by the name of their button: png, svg, slide, embed; `sendTable` asks for the
// table or closes it, `requestCsv` has the file of a chart sent that has no address of its own.
export function createMenu({ root, tableBox, note }, { signal, actions, sendTable, requestCsv }) {
  const request = createTableRequest(sendTable);
  let payload = null;
  let isOpen = false;
  let html = ""; // the table as it was sent with this chart

  const cardAround = () => payload?.card && root.closest(payload.card);

  // A change of the page may have brought the button anew.
  function nameTableButton() {
    const button = cardAround()?.querySelector('[data-do="table"]');
    if (!button) return;
    setText(button, isOpen ? button.dataset.on : button.dataset.off);
    button.setAttribute("aria-pressed", String(isOpen));
  }

  function toggleTable() {
    isOpen = !isOpen;
    tableBox.hidden = !isOpen || !html;
    nameTableButton();
    if (isOpen) request.open();
    else request.close();
  }

  function saveCsv() {
    save(new Blob([payload.csv], { type: "text/csv" }), `${payload.export.file}.csv`);
  }

  // The same chart is not sent twice: its file has come with it.
  const takeCsv = () => (payload.csv === undefined ? requestCsv() : saveCsv());

  async function copyLink() {
    setText(note, (await copy(linkTo(false))) ? payload.words.link : payload.words.no_link);
  }

  const buttons = { ...actions, table: toggleTable, csv: takeCsv, link: copyLink };

  function onClick({ target }) {
    const button = target.closest?.(".card-menu [data-do]");
    if (!button || !cardAround()?.contains(button)) return;
    setText(note, "");
    buttons[button.dataset.do]?.();
  }

  function showTable(next = "") {
    isOpen = request.isAwaited(next) || Boolean(next);
    tableBox.hidden = !next;
    if (html === next) return;
    html = next;
    tableBox.innerHTML = html;
  }

  document.addEventListener("click", onClick, { signal });
  // The HTML of the card comes a moment after the chart.
  const observer = new MutationObserver(nameTableButton);
  signal.addEventListener("abort", () => observer.disconnect());
  let watched = null;
  return {
    show(next) {
      payload = next;
      showTable(next.table);
      nameTableButton();
      const card = cardAround();
      if (card && card !== watched) {
        observer.disconnect();
        observer.observe(card, { childList: true, subtree: true });
        watched = card;
      }
      if (next.note) setText(note, next.note);
      if (next.csv !== undefined) saveCsv();
    },
  };
}

export function createMenuElements() {
  return {
    tableBox: createElement("div", "cf-table", "", { hidden: "" }),
    note: createElement("p", "cf-note", "", { role: "status" }),
  };
}
