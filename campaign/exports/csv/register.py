"""The selected activities as CSV, in the columns in which a register is uploaded."""

from __future__ import annotations

import csv
import io
import re
from functools import partial
from typing import Any

import pandas as pd

from campaign.analysis.data_table import neutralize
from campaign.analysis.provenance import build_provenance
from campaign.analysis.register_texts import localize_texts
from campaign.analysis.view import View
from campaign.schema import tables
from campaign.schema.row_marks import present_marks

_BREAKS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")
# Where a program splits at a sign that this file does not split at, the rest becomes a cell.
_SPLIT_FORMULA = re.compile(r"(?<=[,;\t|])(?=[=+@-])")


def register_csv(view: View, *, semicolon: bool = False) -> bytes:
    """Return the activities of the selection: UTF-8 with BOM, one a row, with codes and ISO dates.

    The columns are those of `tables.ACTIVITIES` under their declared names, and the marks
    (`row_marks`) that a row of the selection has: uploaded again the
    file gives the same totals. An empty cell is a figure that was not reported, 0 is zero; media
    audience is a column of its own. `semicolon` separates by semicolons and writes decimals with a
    comma, as Excel expects where the comma is the decimal sign.

    Nothing stands above or below the rows, where a reader would take it for one. What a file must
    say about itself stands in two last columns: the disclaimer in every row, and filter,
    date, version and sources in the first. Without rows their headers say so. Text that a
    spreadsheet would run as a formula gets an apostrophe in front. Raises ValueError where the
    edition has no register.
    """
    register = view.edition.register
    if register is None:
        raise ValueError(f"edition {view.edition.campaign_id} has no register")
    rows = localize_texts(register.rows(view.selection.row_filter()), view)
    text, about = view.text, _about(view)
    names = [column.name for column in tables.ACTIVITIES.columns] + present_marks(rows)
    headers = [*names, text("Status of the data")] if view.disclaimer else list(names)
    headers.append(
        text("About this file")
        if len(rows)
        else f"{text('No activities in this selection.')} {about}"
    )
    columns = [format_cells(rows[name], semicolon) for name in names]
    if view.disclaimer:
        columns.append([view.disclaimer] * len(rows))
    columns.append([about, *[""] * (len(rows) - 1)][: len(rows)])
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if semicolon else ",", lineterminator="\r\n")
    writer.writerow([safe_words(header) for header in headers])
    writer.writerows(zip(*columns, strict=True))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", errors="replace")


def _about(view: View) -> str:
    """Return the provenance on one line; the disclaimer has a column of its own."""
    lines = list(build_provenance(view, view.edition.name(view.text)).lines(with_map=False))
    if view.selection.oblasts and view.has_register:
        lines.append(view.wide_line)
    words = (line for line in lines if line not in ("", view.disclaimer))
    return safe_words(" · ".join([view.edition.name(view.text), *words]))


def format_cells(cells: pd.Series, comma: bool) -> list[str]:
    """Return the words of a column, each different cell formatted once."""
    if cells.dtype.kind == "M":
        return cells.dt.strftime("%Y-%m-%d").fillna("").tolist()
    write = partial(_figure, comma=comma) if cells.dtype.kind == "f" else _words
    words = {cell: write(cell) for cell in cells.unique()}
    # NaN is not equal to itself, so it is no key.
    return ["" if cell != cell or cell is None else words[cell] for cell in cells.tolist()]


def _words(cell: Any) -> str:
    return "" if pd.isna(cell) else safe_words(str(cell))


def _figure(figure: Any, comma: bool) -> str:
    if figure != figure:
        return ""
    if float(figure).is_integer():
        return str(int(figure))
    return repr(float(figure)).replace(".", "," if comma else ".")


def safe_words(words: str) -> str:
    """On one line, and no formula for whichever program opens it and wherever it splits."""
    return neutralize(_SPLIT_FORMULA.sub("'", _BREAKS.sub(" ", words)))
