// A click on a column header sorts the table by the column, a second click in reverse order.

// The number in a cell, which has spaces or commas between thousands; NaN for other words.
export function toNumber(words, lang) {
  const plain = lang === "en" ? words.replace(/,/g, "") : words.replace(",", ".");
  const digits = plain.replace(/[\s%]/g, "").replace("−", "-");
  return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : NaN;
}

// Compares two cells. Cells without a number are last in both orders.
export function compareCells(a, b, { kind, lang, isFalling }) {
  const sign = isFalling ? -1 : 1;
  if (kind === "number") {
    const [x, y] = [toNumber(a, lang), toNumber(b, lang)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
    return sign * (x - y);
  }
  return sign * a.localeCompare(b, lang);
}

// Dates are in words, so they are sorted by their original order in the table.
export function sortRows(rows, at, { kind, lang, isFalling }) {
  const sorted = [...rows].sort((a, b) => a.place - b.place);
  if (kind === "date") return isFalling ? sorted.reverse() : sorted;
  return sorted.sort((a, b) => compareCells(a.cells[at], b.cells[at], { kind, lang, isFalling }));
}

const order = new Map(); // {table with buttons: its rows with their places and the words of their cells}

function addButtons(table) {
  const body = table.tBodies[0];
  if (order.has(table) || !table.tHead || !(body?.rows.length > 1)) return;
  const rows = [...body.rows].map((row, place) => ({
    row,
    place,
    cells: [...row.cells].map((cell) => cell.textContent.trim()),
  }));
  order.set(table, rows);
  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
  }
}

// The tables as the server made them.
function restoreTables() {
  for (const [table, rows] of order) {
    table.tBodies[0].append(...rows.map(({ row }) => row));
    for (const header of table.tHead.rows[0].cells) {
      header.replaceChildren(...header.firstElementChild.childNodes);
      header.removeAttribute("aria-sort");
    }
  }
  order.clear();
}

function sortBy(header, lang) {
  const table = header.closest("table");
  const isFalling = header.ariaSort === "ascending";
  for (const other of header.parentNode.cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", isFalling ? "descending" : "ascending");
  const kind = header.className;
  const rows = sortRows(order.get(table), header.cellIndex, { kind, lang, isFalling });
  table.tBodies[0].append(...rows.map(({ row }) => row));
}

// Called once for a document. A table within a closed list gets its buttons when that is opened.
export function addSorting(page) {
  const prepare = (root) => {
    for (const table of root.querySelectorAll(".data-table")) {
      if (!table.closest("details:not([open])")) addButtons(table);
    }
  };
  page.addEventListener("toggle", ({ target }) => prepare(target), { capture: true });
  page.addEventListener("click", ({ target }) => {
    const header = target.closest?.(".data-table th");
    if (header && order.has(header.closest("table"))) sortBy(header, page.documentElement.lang);
  });
  page.addEventListener("page:change", restoreTables);
  page.addEventListener("page:changed", () => prepare(page));
  if (page.readyState === "loading") page.addEventListener("DOMContentLoaded", () => prepare(page));
  else prepare(page);
}
