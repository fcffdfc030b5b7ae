"""Corrections of single cells by the owner of a file, and the cells that need a correction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from campaign.i18n.match_key import tidy_text
from campaign.ingest.cells.place_regions import place_fields
from campaign.ingest.options import LONGEST_CELL
from campaign.ingest.privacy.scan import has_personal_data
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import PLACE_REGION, Replies
from campaign.ingest.report import OpenCell, StepLog, join_logs, log_corrections
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand.layout import Layout
from campaign.schema.issues import Issue
from campaign.schema.tables import ACTIVITIES

# By rule, the columns whose cells may cause the error.
_RELATED = {rule.rule: rule.columns for rule in ACTIVITIES.rules}


def correct_cells(
    raw: RawTable, header: Layout, replies: Replies, file: str
) -> tuple[RawTable, StepLog]:
    """Return the sheet with the corrections of its owner, and a correction for each.

    A correction applies if the cell in the file has not changed since it was corrected. Any other
    correction, and one that contains personal data, becomes a warning and changes nothing.
    """
    if not replies.of("cell"):
        return raw, StepLog()
    positions = {name: at for at, name in enumerate(header.fields) if name is not None}
    cells, corrected = raw.cells.copy(), set[tuple[int, int]]()
    corrections, issues = [], []
    for (row, column), correction in sorted(replies.of("cell").items()):
        at = positions.get(column)
        written = None
        if at is not None and row >= header.body and row in cells.index:
            written = cell_as_written(str(cells.at[row, at]))
        if at is None or written != correction.written:
            issues.append(Issue(file, "correction_unused", row, column))
        elif is_personal(correction.value, column):
            issues.append(Issue(file, "correction_rejected", row, column))
        else:
            cells.at[row, at] = correction.value
            corrected.add((row, at))
            params = {"value": written, "read": correction.value}
            label = header.headers[at] or column
            corrections.append(Issue(file, "cell_corrected", row, label, params))
    left_issues = tuple(issue for issue in raw.issues if (issue.row, issue.at) not in corrected)
    log = join_logs((log_corrections(corrections), StepLog(issues=tuple(issues))))
    return replace(raw, cells=cells, issues=left_issues), log


def is_personal(value: str, column: str) -> bool:
    """Return True if a corrected value would be personal data in its column."""
    return bool(value) and has_personal_data([value], np.array([1]), column, column)


def open_cells(issues: Sequence[Issue], sheet: Sheet) -> tuple[OpenCell, ...]:
    """Return the cells with an error, in the order of the issues; each once.

    `issues` name columns by their headers. Cells of undeclared columns and of rows that are not in
    the sheet are omitted. If the regions are those of the places (`PLACE_REGION`), the cell of the
    place is returned for a missing region.
    """
    columns = {sheet.header_of(name): name for name in sheet.positions}
    numbers = {issue.row for issue in issues if issue.row in sheet.raw.cells.index}
    rows = sheet.raw.cells[sheet.raw.cells.index.isin(numbers)]
    keys = dict(zip(rows.index, map(row_key, rows.to_numpy(dtype=object)), strict=True))
    cells: dict[tuple[int, str], OpenCell] = {}
    for issue in issues:
        name = columns.get(issue.column)
        row = issue.row
        if row is None or name is None or row not in keys or issue.severity != "error":
            continue
        if sheet.file_values.get(name) == PLACE_REGION and issue.rule == "required":
            name = place_fields(sheet)[-1]
            issue = replace(issue, column=sheet.header_of(name), params=sheet.label_params(name))
        elif name in sheet.file_values:
            continue
        compared = _RELATED.get(issue.rule, frozenset())
        related = [one.name for one in sheet.columns if one.name in compared]
        for column in related or [name]:
            if (row, column) not in cells:
                written = cell_as_written(str(sheet.raw.cells.at[row, sheet.positions[column]]))
                header = sheet.header_of(column) or column
                cells[row, column] = OpenCell(row, column, header, written, keys[row], issue)
    return tuple(cells.values())


def cell_as_written(cell: str) -> str:
    """Return the cell as `CellCorrection.written` has it: tidied and shortened."""
    return tidy_text(cell)[:LONGEST_CELL]


def row_key(cells: Iterable[str]) -> str:
    """Return a short key of a row as written, the same for any width of the sheet."""
    filled = [tidy_text(str(cell)) for cell in cells]
    words = "\x1f".join(cell for cell in filled if cell)
    return hashlib.blake2s(words.encode("utf-8", "replace"), digest_size=4).hexdigest()
