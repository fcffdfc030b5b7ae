"""The comparison of the totals of a sheet with the rows that they sum."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.parse import numbers
from campaign.ingest.parse.total_rows import FileTotal, TotalRows, match_totals
from campaign.ingest.rows.sheet_rows import SheetRows
from campaign.ingest.sheet import NUMBER_KINDS, Sheet
from campaign.schema.issues import Issue

_MAIN = ("reached", "population")


def compare_totals(
    rows: SheetRows, entries: pd.DataFrame, sheet: Sheet, formats: CellFormats
) -> list[FileTotal]:
    """Return each number in rows of totals with the sum of its rows; [] without totals.

    `entries` are parsed cells by declared column.
    """
    totals = rows.totals
    names = [column.name for column in sheet.columns if column.kind in NUMBER_KINDS]
    if totals.empty or not names:
        return []
    numbers_by_column = {}
    for name in names:
        cells = totals[sheet.positions[name]]
        is_fraction = sheet.stored_fractions(name, cells)
        numbers_by_column[name] = numbers.parse_numbers(cells, formats.decimal, is_fraction)[0]
    number_positions = {sheet.positions[name] for name in names}
    texts = totals[[at for at in totals.columns if at not in number_positions]]
    labels = {
        int(row): [cell for cell in cells if cell]
        for row, cells in zip(texts.index, texts.to_numpy(dtype=object), strict=True)
    }
    values = entries[names].apply(pd.to_numeric, errors="coerce")
    code_list = sheet.reference.codes.get("oblast")
    has_date = entries["date"] != "" if "date" in entries else None
    kinds = dict(zip(rows.total_kinds.index.tolist(), rows.total_kinds.tolist(), strict=True))
    total_rows = TotalRows(labels, kinds, pd.DataFrame(numbers_by_column))
    return match_totals(total_rows, values, entries.get("oblast"), code_list, has_date)


def total_notes(totals: Sequence[FileTotal], file: str) -> tuple[Issue, ...]:
    """Return one note if there are totals and all of them agree with their rows; else ()."""
    if not totals or any(total.difference for total in totals):
        return ()
    main = max(totals, key=lambda total: (total.column in _MAIN, total.is_grand_total, total.value))
    params = {"value": _exact(main.value)}
    return (Issue(file, "total_agrees", main.row, main.column, params),)


def total_warnings(totals: Sequence[FileTotal], file: str) -> tuple[Issue, ...]:
    """Return a warning for each total that differs from the sum of its rows."""
    return tuple(_difference(total, file) for total in totals if total.difference)


def _difference(total: FileTotal, file: str) -> Issue:
    params: dict[str, str | int] = {
        "value": _exact(total.value),
        "summed": _exact(total.sum_of_rows),
        "difference": _exact(total.difference),
        "rows": total.rows,
    }
    return Issue(file, "total_differs", total.row, total.column, params)


def _exact(number: float) -> int | str:
    return int(number) if number == int(number) else repr(number)
