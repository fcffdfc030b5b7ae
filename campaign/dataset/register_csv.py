"""Activities as CSV in the form of the data contract."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable

import pandas as pd

from campaign.schema import tables
from campaign.schema.region_codes import SHARES, with_shares
from campaign.schema.tables import present_marks

_LINE_BREAKS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")


def register_bytes(frame: pd.DataFrame) -> bytes:
    """Return the activities as CSV of the data contract: UTF-8, comma, LF, the declared columns.

    Dates are ISO, numbers whole; an empty cell is not reported, 0 is zero. A line break inside a
    cell becomes a space. Columns of marks (`tables.MARKS`) come last, each only if a row has the
    mark. Undeclared columns are dropped, and so is the column of people by oblast if it is empty.
    """
    names = [column.name for column in tables.ACTIVITIES.columns]
    if with_shares(frame).empty:
        names.remove(SHARES)
    names += present_marks(frame)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    columns = (format_cells(frame[name], lambda cell: join_lines(cell).strip()) for name in names)
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode("utf-8", errors="replace")


def add_unique_codes(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the activities; rows that would be equal in the CSV get an activity code.

    Rows that differ only in columns that are not written are different activities, but without a
    code the second would be read as a duplicate of the first.
    """
    names = [column.name for column in tables.ACTIVITIES.columns]
    is_equal = frame[names].astype("object").duplicated(keep=False)
    if not is_equal.any():
        return frame
    codes = frame["activity_id"].astype("object").fillna("")
    used_codes = set(codes)
    free_codes = (code for n in itertools.count(1) if (code := f"A-{n:03d}") not in used_codes)
    codes[is_equal] = list(itertools.islice(free_codes, int(is_equal.sum())))
    return frame.assign(activity_id=codes)


def format_cells(cells: pd.Series, to_cell: Callable[[str], str], decimal: str = ".") -> list[str]:
    """Return the cells of a column as text, "" if missing.

    Dates are ISO; a number has decimals only if it is not whole. `to_cell` returns the text of a
    cell in the form of the file; equal cells are formatted only once.
    """
    if cells.dtype.kind == "M":
        return cells.dt.strftime("%Y-%m-%d").fillna("").tolist()
    is_number = cells.dtype.kind in "fiu"
    words = {
        cell: _format_number(cell, decimal) if is_number else to_cell(str(cell))
        for cell in cells.dropna().unique()
    }
    pairs = zip(cells.tolist(), cells.isna().tolist(), strict=True)
    return ["" if is_missing else words[cell] for cell, is_missing in pairs]


def join_lines(words: str) -> str:
    """Return the text on one line; line breaks with the spaces around them become a space."""
    return _LINE_BREAKS.sub(" ", words)


def _format_number(number: float, decimal: str) -> str:
    if float(number).is_integer():
        return str(int(number))
    return repr(float(number)).replace(".", decimal)
