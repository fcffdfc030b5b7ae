// The menu of a chart's card. Its buttons are HTML of the page, which each change may replace.

import { copy } from "../shared/clipboard.js";
import { createElement, setText } from "../shared/element.js";
import { linkTo } from "../shared/page_link.js";
import { save } from "./download.js";
import { createTableRequest } from "./table_request.js";

// `actions` has a function for each button: png, svg, slide, embed. `sendTable` requests the table or
// closes it; `requestCsv` requests the CSV file of a chart that has no address.
export function createMenu({ root, tableBox, note }, { signal, actions, sendTable, requestCsv }) {
  const request = createTableRequest(sendTable);
  let payload = null;
  let isOpen = false;
  let html = ""; // the table as it was sent with this chart

  const cardAround = () => payload?.card && root.closest(payload.card);

  // A change of the page may have replaced the button.
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

  // A payload that was requested for the file has it, and is not sent again.
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
  // The HTML of the card arrives a moment after the chart.
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
