"""The comparison of rows of totals with the rows that they sum."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.i18n.match_key import plain
from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.normalise.sheet_rows import SheetRows
from campaign.ingest.sheet import NUMBER_KINDS, Sheet
from campaign.ingest.understand.row_words import LINK_WORDS, TOTAL_WORDS
from campaign.ingest.values import numbers
from campaign.ingest.values.codes import CodeList
from campaign.schema.issues import Issue
from campaign.schema.region_codes import NO_REGION


@dataclass(frozen=True)
class FileTotal:
    """One number of a row of totals, and the sum of its rows.

    `value` is the number in the file, `sum_of_rows` the sum of the rows that it is compared with,
    whether they are accepted or not, and `rows` the number of these rows. `is_grand_total` is True
    if they are all rows of the file.
    """

    row: int
    column: str
    value: float
    sum_of_rows: float
    rows: int
    is_grand_total: bool

    @property
    def difference(self) -> float:
        """The total in the file minus the sum of its rows."""
        return self.value - self.sum_of_rows


@dataclass(frozen=True, eq=False)
class TotalRows:
    """The rows of totals of a sheet.

    By row, in the order of the sheet: `labels` has its texts, `kinds` its kind (`row_kinds`),
    `numbers` its numbers by column, NaN if empty.
    """

    labels: Mapping[int, Sequence[str]]
    kinds: Mapping[int, str]
    numbers: pd.DataFrame


def match_totals(
    total_rows: TotalRows,
    values: pd.DataFrame,
    oblasts: pd.Series | None,
    code_list: CodeList | None,
    has_date: pd.Series | None = None,
) -> list[FileTotal]:
    """Return every number of the rows of totals with the sum of the rows that it most likely sums.

    `values` are the numbers of the other rows, in the columns of `total_rows.numbers`, NaN if
    empty; `oblasts` are their codes. A row of totals may sum the rows of the oblast that it names
    or any of `_spans`, all rows or only rows with a date (`has_date`), because 1C writes the sum of
    a group into the row of its name. The rows whose sums agree in most columns are used.
    """
    file_totals: list[FileTotal] = []
    numbers = values.index.to_numpy()
    kinds = total_rows.kinds
    all_rows = sorted(kinds)
    alike = {kind: [row for row in all_rows if kinds[row] == kind] for kind in set(kinds.values())}
    is_blank = {str(name): values[name].isna().to_numpy() for name in values}
    for row, label in total_rows.labels.items():
        row_numbers = total_rows.numbers.loc[[row]]
        cells = zip(row_numbers.columns, row_numbers.to_numpy()[0].tolist(), strict=True)
        totals = {str(name): float(total) for name, total in cells if total == total}
        if not totals:
            continue
        masks = _spans(row, kinds[row], alike[kinds[row]], all_rows, numbers)
        code = _oblast_of_label(label, code_list)
        if code is not None and oblasts is not None:
            masks.insert(0, (oblasts == code).to_numpy())
        if has_date is not None:
            masks += [mask & has_date.to_numpy() for mask in masks]
        masks = [mask for mask in masks if mask.any()]
        if not masks:
            continue
        sums = [
            {
                name: float(values[name].to_numpy()[mask][~is_blank[name][mask]].sum())
                for name in totals
            }
            for mask in masks
        ]
        agreements = [sum(of[name] == total for name, total in totals.items()) for of in sums]
        best = agreements.index(max(agreements))
        count = int(masks[best].sum())
        file_totals += [
            FileTotal(row, name, total, sums[best][name], count, count == len(numbers))
            for name, total in totals.items()
        ]
    return file_totals


def _spans(
    row: int, kind: str, alike: Sequence[int], all_rows: Sequence[int], numbers: np.ndarray
) -> list[np.ndarray]:
    """Return the masks of the rows that a row of totals may sum, the most likely first.

    These are the rows since the previous row of totals or up to the next one, first of the same
    kind (`alike`), because regions may have months below them, then of any kind (`all_rows`); then
    all rows above, and all rows. A heading is above its rows, a total below them, and the last
    total sums all.
    """
    since, until = [], []
    for others in (alike, all_rows):
        at = bisect_left(others, row)
        before = others[at - 1] if at else -1
        after = others[at + 1] if at + 1 < len(others) else np.inf
        since.append((numbers > before) & (numbers < row))
        until.append((numbers > row) & (numbers < after))
    above, every = numbers < row, np.ones(len(numbers), dtype=bool)
    if kind != "total":
        return [*until, *since, above, every]
    first = [above, *since] if row == alike[-1] else [*since, above]
    return [*first, *until, every]


def _oblast_of_label(cells: Sequence[str], code_list: CodeList | None) -> str | None:
    """Return the code of the only unit that the texts of a row of totals name; else None."""
    if code_list is None:
        return None
    codes = set()
    # «Итого по Ошской области», «Ош облусу боюнча жыйынтык», "Total for Osh oblast".
    for cell in cells:
        words = [w for w in plain(cell).split() if w not in TOTAL_WORDS and w not in LINK_WORDS]
        codes.add(code_list.match(" ".join(words)).code)
    # «Всего по республике» sums all rows, not only those of the whole country.
    codes -= {None, *NO_REGION}
    return codes.pop() if len(codes) == 1 else None


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
