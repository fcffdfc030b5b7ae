"""A workbook (XLSX or ODS) read into a `RawTable` in a sandboxed process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from campaign.ingest.readers.cell_texts import STORED
from campaign.ingest.readers.raw_cells import build_cells
from campaign.ingest.readers.raw_table import RawIssue, RawTable
from campaign.ingest.readers.sandbox import run_sandboxed
from campaign.schema.issues import Issue

SECONDS = 60.0
MEGABYTES = 1_536
_CHILD = "campaign.ingest.readers.workbook_child"


def read_workbook(content: bytes, file: str, sheet: str | None = None) -> RawTable | Issue:
    """Return the sheet of that name, else the first visible one with cells, else the first hidden
    one; all others with cells in `others`, in the order of the workbook.

    A cell with an error (`#N/A`, a formula never calculated) is empty in `cells` and has an entry
    in `issues`, so that it does not count as *not reported*.
    """
    sheets = _read_sheets(content, file, sheet)
    if isinstance(sheets, Issue):
        return sheets
    visible = (raw for raw in sheets.values() if not raw.hidden)
    first = sheets[sheet] if sheet is not None else next(visible, next(iter(sheets.values())))
    return replace(first, others=tuple(raw for raw in sheets.values() if raw is not first))


def _read_sheets(content: bytes, file: str, sheet: str | None) -> dict[str, RawTable] | Issue:
    payload = json.dumps({"sheet": sheet}).encode() + b"\n" + content
    answer = run_sandboxed(_CHILD, payload, SECONDS, MEGABYTES)
    if answer is None:
        return Issue(file, "reading_stopped")
    lines = iter(answer.split(b"\n"))
    sheets: dict[str, RawTable] = {}
    for line in lines:
        properties = json.loads(line)
        if "rule" in properties:
            return Issue(file, properties["rule"], params=properties["params"])
        sheets[properties["sheet"]] = _raw_table(properties, lines)
    return sheets


def _raw_table(properties: dict[str, Any], lines: Iterator[bytes]) -> RawTable:
    cell_errors = properties["cell_errors"]
    fractions: dict[int, set[int]] = {}
    cells = build_cells(
        _rows(properties["rows"], lines, fractions),
        least_rows=max((row for row, *_ in cell_errors), default=0),
        least_width=max((at + 1 for _, at, *_ in cell_errors), default=0),
    )
    return RawTable(
        cells,
        sheet=properties["sheet"],
        sheets=tuple(properties["sheets"]),
        number=properties["number"],
        merged=tuple((r0, c0, r1, c1) for r0, c0, r1, c1 in properties["merged"]),
        issues=tuple(
            RawIssue(rule, row, at, {"value": value} if rule != "uncalculated" else {})
            for row, at, rule, value in cell_errors
        ),
        has_types=True,
        fractions={at: frozenset(rows) for at, rows in fractions.items()},
        from_1904=properties["from_1904"],
        hidden_rows=frozenset(properties["hidden_rows"]),
        struck=frozenset((row, at) for row, at in properties["struck"]),
        hidden_columns=frozenset(
            at
            for first, last in properties["hidden_columns"]
            for at in range(first, min(last + 1, cells.shape[1]))
        ),
    )


def _rows(
    count: int, lines: Iterator[bytes], fractions: dict[int, set[int]]
) -> Iterator[list[str]]:
    """Yield `count` rows from the lines; add the cells of fractional numbers to `fractions`."""
    read_rows = 0
    while read_rows < count:
        line = next(lines)
        rows = json.loads(line)
        if STORED.encode() in line:
            for number, row in enumerate(rows, read_rows + 1):
                for at, cell in enumerate(row):
                    if cell.startswith(STORED):
                        row[at] = cell[1:]
                        fractions.setdefault(at, set()).add(number)
        yield from rows
        read_rows += len(rows)
