"""A workbook (XLSX or ODS) read in a process of its own and handed on as a `RawTable`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from campaign.ingest.readers.raw_cells import cells_of
from campaign.ingest.readers.raw_table import RawIssue, RawTable
from campaign.ingest.readers.sandbox import run_sandboxed
from campaign.schema.issues import Issue

SECONDS = 60.0
MEGABYTES = 1_536
_CHILD = "campaign.ingest.readers.workbook_child"
# What the child writes before a number that is stored as one and is not whole; `child.STORED`.
_STORED = "\ue000"


def read_workbook(content: bytes, file: str, sheet: str | None = None) -> RawTable | Issue:
    """The sheet of that name, else the first visible one that has cells; the rest as `others`.

    A faulty cell (`#N/A`, a formula never calculated) is empty in `cells` and named in `problems`,
    so that it is not taken for *not reported*.
    """
    grids = _told(content, file, sheet)
    if isinstance(grids, Issue):
        return grids
    chosen, *others = grids.values()
    return replace(chosen, others=tuple((str(g.sheet), g.cells) for g in others))


def _told(content: bytes, file: str, sheet: str | None) -> dict[str, RawTable] | Issue:
    payload = json.dumps({"sheet": sheet}).encode() + b"\n" + content
    answer = run_sandboxed(_CHILD, payload, SECONDS, MEGABYTES)
    if answer is None:
        return Issue(file, "reading_stopped")
    lines = iter(answer.split(b"\n"))
    grids: dict[str, RawTable] = {}
    for line in lines:
        head = json.loads(line)
        if "rule" in head:
            return Issue(file, head["rule"], params=head["params"])
        grids[head["sheet"]] = _grid(head, lines, file)
    return grids or {}


def _grid(head: dict[str, Any], lines: Iterator[bytes], file: str) -> RawTable:
    faults = head["faults"]
    fractions: dict[int, set[int]] = {}
    cells = cells_of(
        _rows(head["rows"], lines, fractions),
        least_rows=max((row for row, *_ in faults), default=0),
        least_width=max((at + 1 for _, at, *_ in faults), default=0),
    )
    return RawTable(
        cells,
        sheet=head["sheet"],
        sheets=tuple(head["sheets"]),
        merged=tuple((r0, c0, r1, c1) for r0, c0, r1, c1 in head["merged"]),
        issues=tuple(
            RawIssue(rule, row, at, {"value": value} if rule == "error_cell" else {})
            for row, at, rule, value in faults
        ),
        typed=True,
        fractions={at: frozenset(rows) for at, rows in fractions.items()},
        from_1904=head["from_1904"],
    )


def _rows(
    count: int, lines: Iterator[bytes], fractions: dict[int, set[int]]
) -> Iterator[list[str]]:
    """So many rows from the lines, and no line more; notes where a stored number is not whole."""
    done = 0
    while done < count:
        line = next(lines)
        rows = json.loads(line)
        if _STORED.encode() in line:
            for number, row in enumerate(rows, done + 1):
                for at, cell in enumerate(row):
                    if cell.startswith(_STORED):
                        row[at] = cell[1:]
                        fractions.setdefault(at, set()).add(number)
        yield from rows
        done += len(rows)
