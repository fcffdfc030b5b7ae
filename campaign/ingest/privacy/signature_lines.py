"""Lines with personal data outside the table, such as signatures.

They are excluded before the rows are read, because they are not rows of the register and do not
reject it. The report has only their places.
`understand/vocabulary/signature_words.toml` has the words at their beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.i18n.translator import N_
from campaign.ingest.privacy.person_names import has_surname
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.report import SignatureLine, ValidationReport
from campaign.ingest.understand.column_names import COUNTS
from campaign.ingest.understand.layout import Layout
from campaign.ingest.understand.row_words import (
    has_total_word,
    is_number,
    is_outside_line,
    starts_line,
    text_after_start,
)
from campaign.schema.issues import Issue

MOST_LINES = 12
"""More lines with personal data above or below the table are a list of persons."""
ABOVE, BELOW = N_("above the table"), N_("below the table")
_LAST_ROWS = 1_000
_SCANNED_ROWS = 80
_LONGEST_CELL = 120
_FEWEST_FIELDS = 2


def remove_signature_lines(
    cells: pd.DataFrame, header: Layout, sheet: int | None = None
) -> tuple[pd.DataFrame, tuple[SignatureLine, ...]]:
    """Return the cells with empty lines where lines outside the table have personal data.

    The lines are returned too: above the header row and below the last entry. `cells` are those of
    the sheet as text, index = row in the source; `sheet` is its number, None for the one that is
    read. There are no lines in a sheet without a known header row, and on a side with more than
    `MOST_LINES`; personal data there rejects the file, as in the table.
    """
    if sum(field is not None for field in header.fields) < _FEWEST_FIELDS:
        return cells, ()
    titles = [row for row in header.titles if _is_title(_cells_of(cells, row), header)]
    lines: list[SignatureLine] = []
    for rows, is_below in ((titles, False), (_rows_below(cells, header), True)):
        personal = [row for row in rows if _is_personal_line(_cells_of(cells, row))]
        if len(personal) <= MOST_LINES:
            lines += [SignatureLine(row, is_below, sheet) for row in personal]
    if lines:
        cells = cells.copy()
        cells.loc[[line.row for line in lines], :] = ""
    return cells, tuple(lines)


def add_lines(
    report: ValidationReport, lines: Sequence[SignatureLine], confirmed: bool
) -> ValidationReport:
    """Return the report with a warning for each line, or a correction if the owner confirmed.

    Lines of the sheet that is read count as rows, and as excluded.
    """
    if not lines:
        return report
    rule = "signature_excluded" if confirmed else "signature_line"
    places = [
        Issue(
            report.file,
            rule,
            line.row,
            params={"where": BELOW if line.below else ABOVE},
            sheet=line.sheet,
        )
        for line in lines
    ]
    report = report.add((), places) if confirmed else report.add(places)
    rows = sum(line.sheet is None for line in lines) * (report.status in ("clean", "issues"))
    return replace(
        report,
        rows=report.rows + rows,
        excluded=report.excluded + rows,
        signature_lines=tuple(lines),
        signatures_confirmed=confirmed,
    )


def _rows_below(cells: pd.DataFrame, header: Layout) -> list[int]:
    """Return the rows below the last entry that look like lines, in the order of the sheet."""
    # The last row of a sheet is always filled, so that lines are near it.
    body = cells.loc[header.body :].iloc[-_LAST_ROWS:]
    filled = np.flatnonzero((body != "").any(axis=1).to_numpy())[::-1][:_SCANNED_ROWS]
    rows: dict[int, list[str]] = {}
    for at in filled.tolist():
        texts = [str(cell) for cell in body.iloc[at]]
        if _is_total(texts, header):
            continue
        if not is_outside_line(texts, header.fields, _is_personal):
            return [*rows][::-1]
        rows[int(body.index[at])] = texts
    # Without any entry they may be a list of persons, unless they have words for a signature.
    return [row for row, texts in rows.items() if starts_line(next(filter(None, texts)))][::-1]


def _is_total(texts: Sequence[str], header: Layout) -> bool:
    """Return True for a row with a label of totals, or with only numbers in columns of counts."""
    filled = [(at, tidy_text(text)) for at, text in enumerate(texts) if tidy_text(text)]
    if not filled or has_total_word(filled[0][1]):
        return True
    fields = header.fields
    return len(filled) > 1 and all(
        at < len(fields) and fields[at] in COUNTS and is_number(text) for at, text in filled
    )


def _is_title(texts: Sequence[str], header: Layout) -> bool:
    """Return True for a title above the header row, which the owner may have chosen."""
    filled = [text for text in texts if text.strip()]
    return bool(filled) and (
        len(filled) == 1 or is_outside_line(texts, header.fields, _is_personal)
    )


def _is_personal_line(texts: Sequence[str]) -> bool:
    filled = [text for text in map(tidy_text, texts) if text]
    if find_kinds(filled, is_text=True):
        return True
    # A surname without initials is a name after a word for a signature.
    starts = [text for text in filled if starts_line(text)]
    if not starts:
        return False
    words = [text_after_start(text) if text in starts else text for text in filled]
    return any(map(has_surname, words)) or bool(find_kinds(words))


def _is_personal(text: str) -> bool:
    """Return True for a short text with personal data."""
    if len(text) > _LONGEST_CELL:
        return False
    return bool(find_kinds([text], is_text=True))


def _cells_of(cells: pd.DataFrame, row: int) -> list[str]:
    return [str(cell) for cell in cells.loc[row]]
