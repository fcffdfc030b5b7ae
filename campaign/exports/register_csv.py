"""The selected activities as CSV, with the columns of an uploaded register."""

from __future__ import annotations

import csv
import io
import re

from campaign.analysis.data_table import neutralize
from campaign.analysis.provenance import build_provenance
from campaign.analysis.register_table import localize_texts
from campaign.analysis.view import View
from campaign.dataset.register_csv import format_cells, join_lines
from campaign.schema import tables
from campaign.schema.tables import present_marks

# A program that splits a line at another separator would read the text after it as a cell.
_SPLIT_FORMULA = re.compile(r"(?<=[,;\t|])(?=[=+@-])")


def register_csv(view: View, *, semicolon: bool = False) -> bytes:
    """Return the selected activities: UTF-8 with BOM, one per row, with codes and ISO dates.

    The columns are those of `tables.ACTIVITIES` under their declared names, and those marks
    (`tables.MARKS`) that some selected row has: an upload of the file gives the same totals. An
    empty cell is a value that was not reported, 0 is zero; media audience has its own column. With
    `semicolon` columns are separated by semicolons and decimals have a comma, as Excel expects in
    countries where the comma is the decimal sign.

    No notes are above or below the table, because programs would read them as rows. The last two
    columns have the provenance: the disclaimer in every row; filter, date, version and sources in
    the first row only. If there are no rows, the header of the last column says so. Text that a
    spreadsheet would run as a formula gets an apostrophe in front. Raises ValueError if the edition
    has no register.
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
    columns = [format_cells(rows[name], safe_words, "," if semicolon else ".") for name in names]
    if view.disclaimer:
        columns.append([view.disclaimer] * len(rows))
    columns.append([about, *[""] * (len(rows) - 1)][: len(rows)])
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if semicolon else ",", lineterminator="\r\n")
    writer.writerow([safe_words(header) for header in headers])
    writer.writerows(zip(*columns, strict=True))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", errors="replace")


def _about(view: View) -> str:
    """Return the provenance on one line, without the disclaimer, which has its own column."""
    lines = list(build_provenance(view, view.edition.name(view.text)).lines(with_map=False))
    if view.selection.oblasts and view.has_register:
        lines.append(view.wide_line)
    words = (line for line in lines if line not in ("", view.disclaimer))
    return safe_words(" · ".join([view.edition.name(view.text), *words]))


def safe_words(words: str) -> str:
    """Return text on one line that no program runs as a formula, also if it splits the text."""
    return neutralize(_SPLIT_FORMULA.sub("'", join_lines(words)))
