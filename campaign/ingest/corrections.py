"""What is corrected automatically, told by row and column: the cleaning log of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog, join_logs, log_corrections
from campaign.schema import validate
from campaign.schema.issues import Issue

_EXCLUDED_ROWS = {"total": "total_row", "head": "repeated_head", "note": "note_row"}


def log_cells(
    sheet: Sheet,
    rule: str,
    column: str,
    corrected: pd.Series,
    cells: pd.Series,
    values: pd.Series | None = None,
) -> StepLog:
    """A correction for each cell of a declared column where `corrected` is True.

    `cells` are as the file has them, `values` as they are read, where that is worth telling.
    """
    rows = corrected.index[corrected.fillna(False).astype(bool)]
    if not len(rows):
        return StepLog()
    heading = sheet.heading_of(column)
    listed = []
    for row in rows[: validate.MOST_ISSUES]:
        params = {"value": str(cells[row])[:80]}
        if values is not None:
            params["read"] = str(values[row])
        listed.append(correction(sheet, rule, int(row), heading, **params))
    return StepLog(corrections=tuple(listed), counts={(rule, heading): len(rows)})


def log_sheet(sheet: Sheet, kinds: pd.Series, unmerged: Mapping[int, pd.Series]) -> StepLog:
    """What is done to the sheet as a whole, before any cell is parsed.

    `kinds` are the kinds of its rows, `unmerged` by position the masks of cells that a merged cell
    covers (see `row_kinds`).
    """
    return join_logs(
        (
            log_corrections(_header_corrections(sheet)),
            log_corrections(
                correction(sheet, rule, int(row))
                for kind, rule in _EXCLUDED_ROWS.items()
                for row in kinds.index[kinds == kind]
            ),
            *(
                log_cells(
                    sheet, "merged_cell", sheet.header.fields[at] or "", mask, sheet.raw.cells[at]
                )
                for at, mask in unmerged.items()
            ),
            log_corrections(_column_corrections(sheet)),
        )
    )


def correction(
    sheet: Sheet, rule: str, row: int | None = None, column: str | None = None, **params: str
) -> Issue:
    """One correction, with the column as the file names it."""
    return Issue(sheet.file, rule, row, column, params)


def _header_corrections(sheet: Sheet) -> Iterator[Issue]:
    """The encoding, and what stands above and in the header row."""
    header, encoding = sheet.header, sheet.raw.encoding
    if encoding not in (None, "utf-8"):
        yield correction(sheet, "decoded", encoding=str(encoding))
    for row in header.titles:
        yield correction(sheet, "title_rows", row)
    if header.tag_row is not None:
        yield correction(sheet, "tag_row", header.tag_row)
    for at in header.merged:
        yield correction(sheet, "merged_head", header.row, header.headers[at])


def _column_corrections(sheet: Sheet) -> Iterator[Issue]:
    """The columns that no declared column is, and those left blank between others."""
    header = sheet.header
    for at, heading in enumerate(header.headers):
        if heading and header.fields[at] is None:
            yield correction(sheet, "unknown_column", header.row, heading)
        elif not heading and at < sheet.last_heading and not (sheet.raw.cells[at] != "").any():
            yield correction(sheet, "blank_column", header.row, letter_of(at))
