"""Activities as CSV in the form of the data contract."""

from __future__ import annotations

import csv
import io
import itertools
import re

import pandas as pd

from campaign.schema import tables
from campaign.schema.reached_shares import COLUMN as SHARES
from campaign.schema.reached_shares import with_shares
from campaign.schema.row_marks import present_marks

_LINE_BREAKS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")


def register_bytes(frame: pd.DataFrame) -> bytes:
    """Return the activities as CSV of the data contract: UTF-8, comma, LF, the declared columns.

    Dates are ISO, numbers whole; an empty cell is not reported, 0 is zero. A line break inside a
    cell becomes a space. Columns of marks (`row_marks`) come last, each only if a row has the mark.
    Undeclared columns are dropped, and so is the column of people by oblast if it is empty.
    """
    names = [column.name for column in tables.ACTIVITIES.columns]
    if with_shares(frame).empty:
        names.remove(SHARES)
    names += present_marks(frame)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*(_format_cells(frame[name]) for name in names), strict=True))
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


def _format_cells(cells: pd.Series) -> list[str]:
    if cells.dtype.kind == "M":
        return cells.dt.strftime("%Y-%m-%d").fillna("").tolist()
    if cells.dtype.kind in "fiu":
        return ["" if cell != cell else str(int(cell)) for cell in cells.tolist()]
    return ["" if pd.isna(c) else _LINE_BREAKS.sub(" ", str(c)).strip() for c in cells.tolist()]
