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

function addSortingTo(table, lang) {
  const headers = [...table.tHead.rows[0].cells];
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row, place) => ({
    row,
    place,
    cells: [...row.cells].map((cell) => cell.textContent.trim()),
  }));
  headers.forEach((header, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const isFalling = header.ariaSort === "ascending";
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", isFalling ? "descending" : "ascending");
      const kind = header.className;
      body.append(...sortRows(rows, at, { kind, lang, isFalling }).map(({ row }) => row));
    });
  });
}

export function addSorting(page) {
  for (const table of page.querySelectorAll(".data-table")) {
    if (table.tHead && table.tBodies[0]?.rows.length > 1) {
      addSortingTo(table, page.documentElement.lang);
    }
  }
}
