"""Rows that the owner of a file excludes by an answer: about a name, or about a campaign."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.cells.automatic_corrections import correction
from campaign.ingest.cells.column_parsers import ParsedColumns
from campaign.ingest.cells.place_regions import choose_place_regions, find_place_regions
from campaign.ingest.options import LONGEST_CELL
from campaign.ingest.replies import EXCLUDE
from campaign.ingest.report import StepLog
from campaign.ingest.rows.sheet_rows import SheetRows
from campaign.ingest.sheet import Sheet
from campaign.schema import validate
from campaign.schema.issues import Issue


def find_excluded_rows(entries: pd.DataFrame, sheet: Sheet) -> tuple[pd.Index, StepLog]:
    """Return the rows to exclude, each with one correction; `entries` have positions as columns.

    A row is not excluded if the cell is a code or a known name, or has the region of its place by
    an answer.
    """
    corrections_by_row: dict[int, Issue] = {}
    for column in sheet.columns:
        answers = sheet.replies.of(column.code_list) if column.code_list else {}
        spellings = {spelling for spelling, answer in answers.items() if answer == EXCLUDE}
        if not spellings or column.code_list is None:
            continue
        code_list, cells = (
            sheet.reference.codes[column.code_list],
            entries[sheet.positions[column.name]],
        )
        excluded = {
            str(cell)
            for cell in cells.unique()
            if plain(str(cell)) in spellings and code_list.match(str(cell)).code is None
        }
        excluded_cells = cells[cells.isin(excluded)]
        regions = find_place_regions(excluded_cells, column.code_list, sheet)
        by_place = choose_place_regions(regions, excluded_cells, sheet)
        for row in excluded_cells.index.difference(by_place.index):
            value = tidy_text(str(cells[row]))[:LONGEST_CELL]
            header = sheet.header_of(column.name)
            corrections_by_row.setdefault(
                int(row), correction(sheet, "row_excluded", int(row), header, value=value)
            )
    corrections = tuple(corrections_by_row.values())
    counts = Counter((one.rule, one.column) for one in corrections)
    log = StepLog(corrections=corrections[: validate.MOST_ISSUES], counts=counts)
    return pd.Index(corrections_by_row, dtype=entries.index.dtype), log


def exclude_rows(
    excluded: pd.Index, rows: SheetRows, columns: ParsedColumns, log: StepLog
) -> tuple[SheetRows, ParsedColumns, StepLog]:
    """Return rows, columns and log without the rows `excluded`, which are counted.

    The log keeps the corrections of these rows.
    """
    if excluded.empty:
        return rows, columns, log
    others = replace(
        rows, entries=rows.entries.drop(index=excluded), excluded=rows.excluded + len(excluded)
    )
    values = {name: column.drop(excluded) for name, column in columns.values.items()}
    cells = {name: column.drop(excluded) for name, column in columns.cells.items()}
    issues = tuple(issue for issue in log.issues if issue.row not in excluded)
    return others, ParsedColumns(values, cells), replace(log, issues=issues)


def exclude_campaigns(frame: pd.DataFrame, sheet: Sheet) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """Return the accepted rows without those of excluded campaigns, and a correction for each.

    Nothing is excluded if no row would be left.
    """
    answers = sheet.replies.of("date")
    if EXCLUDE not in answers.values() or "date" not in frame.columns:
        return frame, ()
    campaigns = sheet.reference.campaigns_of(frame["date"])
    is_excluded = campaigns.map(answers) == EXCLUDE
    if is_excluded.all():
        return frame, ()
    header = sheet.header_of("date")
    corrections = tuple(
        correction(sheet, "campaign_excluded", row, header, value=name)
        for row, name in zip(frame.index[is_excluded].tolist(), campaigns[is_excluded], strict=True)
    )
    return frame[~is_excluded], corrections
