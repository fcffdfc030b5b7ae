"""Totals that a file states, compared with the rows they sum up."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from campaign.ingest.cell_formats import CellFormats
from campaign.ingest.parse import numbers
from campaign.ingest.parse.file_totals import FileTotal, file_totals
from campaign.ingest.sheet import NUMBER_KINDS, Sheet
from campaign.schema.issues import Issue

_MAIN = ("reached", "population")


def compare_totals(
    totals: pd.DataFrame, entries: pd.DataFrame, sheet: Sheet, formats: CellFormats
) -> list[FileTotal]:
    """Each figure of the rows of totals beside the sum of its rows; none without such rows.

    `totals` are cells by position, `entries` parsed cells by declared column.
    """
    names = [column.name for column in sheet.columns if column.kind in NUMBER_KINDS]
    if totals.empty or not names:
        return []
    stated = {}
    for name in names:
        cells = totals[sheet.positions[name]]
        stored = sheet.stored_fractions(name, cells)
        stated[name] = numbers.parse_numbers(cells, formats.decimal, stored)[0]
    of_figures = {sheet.positions[name] for name in names}
    words = totals[[at for at in totals.columns if at not in of_figures]]
    labels = {
        int(row): [cell for cell in cells if cell]
        for row, cells in zip(words.index, words.to_numpy(dtype=object), strict=True)
    }
    figures = entries[names].apply(pd.to_numeric, errors="coerce")
    known = sheet.reference.known.get("oblast")
    dated = entries["date"] != "" if "date" in entries else None
    return file_totals(labels, pd.DataFrame(stated), figures, entries.get("oblast"), known, dated)


def total_notes(totals: Sequence[FileTotal], file: str) -> tuple[Issue, ...]:
    """One note a file that its total agrees, where no total differs; () without any."""
    if not totals or any(total.difference for total in totals):
        return ()
    main = max(totals, key=lambda total: (total.column in _MAIN, total.whole, total.stated))
    params = {"value": _exact(main.stated)}
    return (Issue(file, "total_agrees", main.row, main.column, params),)


def total_warnings(totals: Sequence[FileTotal], file: str) -> tuple[Issue, ...]:
    """A warning for each total that its rows do not give."""
    return tuple(_difference(total, file) for total in totals if total.difference)


def _difference(total: FileTotal, file: str) -> Issue:
    params: dict[str, str | int] = {
        "value": _exact(total.stated),
        "summed": _exact(total.summed),
        "difference": _exact(total.difference),
        "rows": total.rows,
    }
    return Issue(file, "total_differs", total.row, total.column, params)


def _exact(figure: float) -> int | str:
    return int(figure) if figure == int(figure) else repr(figure)
