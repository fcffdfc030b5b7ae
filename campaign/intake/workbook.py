"""A workbook (XLSX or ODS) read in a process of its own and handed on as a `Grid`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from campaign.intake.cells import cells_of
from campaign.intake.confined import confined
from campaign.intake.grid import Grid
from campaign.problems import Problem

SECONDS = 60.0
MEGABYTES = 1_536
_CHILD = "campaign.intake.child"


def read_workbook(content: bytes, file: str, sheet: str | None = None) -> Grid | Problem:
    """The sheet of that name, else the first visible one that has cells; the rest as `others`.

    A faulty cell (`#N/A`, a formula never calculated) is empty in `cells` and named in `problems`,
    so that it is not taken for *not reported*.
    """
    grids = _told(content, file, sheet)
    if isinstance(grids, Problem):
        return grids
    chosen, *others = grids.values()
    return replace(chosen, others=tuple((str(g.sheet), g.cells) for g in others))


def _told(content: bytes, file: str, sheet: str | None) -> dict[str, Grid] | Problem:
    payload = json.dumps({"sheet": sheet}).encode() + b"\n" + content
    answer = confined(_CHILD, payload, SECONDS, MEGABYTES)
    if answer is None:
        return Problem(file, "reading_stopped")
    lines = iter(answer.split(b"\n"))
    grids: dict[str, Grid] = {}
    for line in lines:
        head = json.loads(line)
        if "rule" in head:
            return Problem(file, head["rule"], params=head["params"])
        grids[head["sheet"]] = _grid(head, lines, file)
    return grids or {}


def _grid(head: dict[str, Any], lines: Iterator[bytes], file: str) -> Grid:
    faults = head["faults"]
    cells = cells_of(
        _rows(head["rows"], lines),
        least_rows=max((row for row, *_ in faults), default=0),
        least_width=max((at + 1 for _, at, *_ in faults), default=0),
    )
    return Grid(
        cells,
        sheet=head["sheet"],
        sheets=tuple(head["sheets"]),
        merged=tuple((r0, c0, r1, c1) for r0, c0, r1, c1 in head["merged"]),
        problems=tuple(
            Problem(
                file,
                rule,
                row,
                str(at),
                params={"value": value} if rule == "error_cell" else {},
            )
            for row, at, rule, value in faults
        ),
        typed=True,
    )


def _rows(count: int, lines: Iterator[bytes]) -> Iterator[list[str]]:
    """So many rows from the lines, and no line more."""
    while count > 0:
        rows = json.loads(next(lines))
        yield from rows
        count -= len(rows)
