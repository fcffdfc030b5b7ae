// A click on the header of a column sorts the table by it, another click the other way round.

// Numbers are written with spaces or commas between thousands, as the language has it.
export function toNumber(words, lang) {
  const plain = lang === "en" ? words.replace(/,/g, "") : words.replace(",", ".");
  const digits = plain.replace(/[\s%]/g, "").replace("−", "-");
  return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : NaN;
}

// Compares two cells; what is no number stands after all numbers, both ways.
export function compareCells(a, b, { kind, lang, isFalling }) {
  const sign = isFalling ? -1 : 1;
  if (kind === "number") {
    const [x, y] = [toNumber(a, lang), toNumber(b, lang)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
    return sign * (x - y);
  }
  return sign * a.localeCompare(b, lang);
}

// Days are in words: the order in which the table came is theirs.
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
