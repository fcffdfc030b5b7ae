"""The log of the automatic corrections of a sheet, with row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.options import LONGEST_CELL
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.report import StepLog, join_logs, log_corrections
from campaign.ingest.sheet import Sheet
from campaign.schema import validate
from campaign.schema.issues import Issue

_EXCLUDED_ROWS = {
    "total": "total_row",
    "header": "repeated_header",
    "note": "note_row",
    "group": "group_row",
    "heading": "heading_row",
}


def log_cells(
    sheet: Sheet,
    rule: str,
    column: str,
    is_corrected: pd.Series,
    cells: pd.Series,
    values: pd.Series | None = None,
) -> StepLog:
    """Return a correction for each cell of a declared column where `is_corrected` is True.

    `cells` are as written in the file, `values` are the corrected values; without them the message
    has no corrected value.
    """

    def params_of(row: int) -> dict[str, str]:
        read = {} if values is None else {"read": str(values[row])}
        return {"value": str(cells[row])[:LONGEST_CELL], **read}

    return log_rows(sheet, rule, column, is_corrected, params_of)


def log_rows(
    sheet: Sheet,
    rule: str,
    column: str,
    is_corrected: pd.Series,
    params_of: Callable[[int], Mapping[str, str]],
) -> StepLog:
    """Return a correction of a declared column for each row where `is_corrected` is True.

    `params_of` returns the parameters of the message about a row. At most `validate.MOST_ISSUES`
    corrections are listed; all are counted.
    """
    if is_corrected.dtype != "bool":
        is_corrected = is_corrected.fillna(False).astype(bool)
    if not is_corrected.any():
        return StepLog()
    rows = is_corrected.index[is_corrected]
    header = sheet.header_of(column)
    label = sheet.label_params(column)
    corrections = tuple(
        correction(sheet, rule, int(row), header, **params_of(row), **label)
        for row in rows[: validate.MOST_ISSUES]
    )
    return StepLog(corrections=corrections, counts={(rule, header): len(rows)})


def log_sheet(sheet: Sheet, kinds: pd.Series, merged_cells: Mapping[int, pd.Series]) -> StepLog:
    """Return the corrections of the sheet as a whole, made before any cell is parsed.

    `kinds` are the kinds of its rows, `merged_cells` the masks of cells that a merged cell covers,
    by position (see `merged_cells`).
    """
    return join_logs(
        (
            log_corrections(_header_corrections(sheet)),
            log_corrections(_row_corrections(sheet, kinds)),
            *(
                log_cells(
                    sheet, "merged_cell", sheet.header.fields[at] or "", mask, sheet.raw.cells[at]
                )
                for at, mask in merged_cells.items()
            ),
            log_corrections(_column_corrections(sheet)),
        )
    )


def correction(
    sheet: Sheet, rule: str, row: int | None = None, column: str | None = None, **params: str
) -> Issue:
    """Return a correction; `column` is a header of the file, `params` those of the message."""
    return Issue(sheet.file, rule, row, column, params)


def _row_corrections(sheet: Sheet, kinds: pd.Series) -> Iterator[Issue]:
    """Yield a correction for each row that is excluded by its kind, in the order of the sheet.

    The correction of a heading has its text.
    """
    excluded = kinds[kinds.isin(_EXCLUDED_ROWS)]
    for row, kind in zip(excluded.index.tolist(), excluded.tolist(), strict=True):
        params = {}
        if kind in ("group", "heading"):
            cells = (tidy_text(str(cell)) for cell in sheet.raw.cells.loc[row])
            params["value"] = next((cell for cell in cells if cell), "")[:LONGEST_CELL]
        yield correction(sheet, _EXCLUDED_ROWS[kind], row, **params)


def _header_corrections(sheet: Sheet) -> Iterator[Issue]:
    """Yield the corrections of the encoding, the headers and the rows above them."""
    header, encoding = sheet.header, sheet.raw.encoding
    if encoding not in (None, "utf-8"):
        yield correction(sheet, "decoded", encoding=str(encoding))
    for row in header.titles:
        yield correction(sheet, "title_rows", row)
    if header.tag_row is not None:
        yield correction(sheet, "tag_row", header.tag_row)
    for at in header.merged:
        yield correction(sheet, "merged_header", header.row, header.headers[at])
    if header.total is not None:
        name = header.headers[header.total]
        yield correction(sheet, "total_column", header.row, name, header=name[:LONGEST_CELL])


def _column_corrections(sheet: Sheet) -> Iterator[Issue]:
    """Yield a correction for each blank column between others."""
    header = sheet.header
    for at, name in enumerate(header.headers):
        is_blank = not name and not (sheet.raw.cells[at] != "").any()
        if is_blank and at < sheet.last_header and at not in sheet.raw.program_columns:
            yield correction(sheet, "blank_column", header.row, letter_of(at))
