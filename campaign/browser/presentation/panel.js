// Panels over the slides: the keys, and the table with the sources. One is open at a time.

import { createElement } from "../shared/element.js";

// [name, keys, meaning] of each action.
const keysOf = (words) => [
  ["next", `PageDown, →, ${words.space}`, words.next],
  ["previous", "PageUp, ←", words.previous],
  ["first", "Home", words.first],
  ["last", "End", words.last],
  ["black", "B", words.black],
  ["play", "P", words.play_key],
  ["table", "T", words.table],
  ["full", "F", words.full],
  ["notes", "N", words.notes_key],
  ["second", "L", words.second],
  ["overview", "O", words.overview],
  ["number", "G", words.number],
  ["print", "Ctrl P", words.print],
  ["help", "?", words.help],
  ["leave", "Esc", words.leave],
  ["edit", "", words.edit],
];

function createKey(press, meaning, onClick, attributes = {}) {
  const item = createElement("li");
  const button = createElement("button", "", meaning, { type: "button", ...attributes });
  button.addEventListener("click", onClick);
  item.append(createElement("kbd", "", press), button);
  return item;
}

function createHelp({ langs }, words, offers, act) {
  const keys = createElement("ul", "presentation-keys");
  for (const [name, press, meaning] of keysOf(words)) {
    if (offers.has(name)) keys.append(createKey(press, meaning, () => act(name)));
  }
  const digits = createElement("ul", "presentation-keys");
  Object.entries(langs).forEach(([lang, name], i) => {
    digits.append(createKey(String(i + 1), name, () => act("lang", lang), { lang }));
  });
  return [keys, digits, createElement("p", "", words.touch)];
}

// `table` is {caption, headers, kinds, rows}, all texts; a kind is the class of a column.
export function createDataTable({ caption, headers, kinds, rows }) {
  const attributes = { tabindex: "0", role: "region", "aria-label": caption };
  const box = createElement("div", "table-scroll", null, attributes);
  const table = createElement("table", "data-table");
  const [head, body, names] = ["thead", "tbody", "tr"].map((tag) => createElement(tag));
  names.append(
    ...headers.map((words, at) => createElement("th", kinds[at], words, { scope: "col" })),
  );
  head.append(names);
  for (const cells of rows) {
    const row = createElement("tr");
    row.append(...cells.map((words, at) => createElement("td", kinds[at], words)));
    body.append(row);
  }
  table.append(createElement("caption", "sr-only", caption), head, body);
  box.append(table);
  return box;
}

function createTable({ slides, charts }, { slide, lang }) {
  const { table } = charts[slide]?.[lang] ?? {};
  const { lines, provenance } = slides[slide][lang];
  const parts = [];
  if (table) {
    const box = createElement("div", "presentation-table");
    box.append(createDataTable(table));
    parts.push(box);
  }
  const sources = createElement("ul", "presentation-sources");
  sources.append(...provenance.map((line) => createElement("li", "", line)));
  return [...parts, ...lines.map((line) => createElement("p", "", line)), sources];
}

// `offers` are the names of the available actions; `act(name)` performs one.
export function createPanel(root, presentation, { offers, act }) {
  const box = createElement("div", "presentation-panel", null, {
    role: "dialog",
    "aria-modal": "true",
  });
  box.hidden = true;
  root.append(box);
  let kind = null;

  function fill(title, words, parts) {
    const header = createElement("div", "presentation-panel-header");
    const button = createElement("button", "", words.close, { type: "button" });
    button.addEventListener("click", () => act("close"));
    header.append(createElement("h2", "", title), button);
    box.setAttribute("aria-label", title);
    box.replaceChildren(header, ...parts);
  }

  function open(next, state) {
    const words = presentation.words[state.lang];
    const isNew = kind !== next;
    kind = next;
    if (kind === "help") fill(words.keys, words, createHelp(presentation, words, offers, act));
    else {
      const { title } = presentation.slides[state.slide][state.lang];
      fill(title, words, createTable(presentation, state));
    }
    box.lang = state.lang;
    box.hidden = false;
    if (isNew) box.querySelector("button").focus({ preventScroll: true });
  }

  function close() {
    if (box.hidden) return;
    box.hidden = true;
    kind = null;
    box.replaceChildren();
    root.focus({ preventScroll: true });
  }

  return {
    get isOpen() {
      return !box.hidden;
    },
    // `next` is "help", "table" or null.
    show(next, state) {
      if (next) open(next, state);
      else close();
    },
  };
}
