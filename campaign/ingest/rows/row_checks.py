"""Checks of the parsed entries of a sheet: all rules, duplicates, plausibility and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from campaign.domain import duplicates
from campaign.domain.illustrative_rows import find_illustrative
from campaign.i18n.match_key import fold
from campaign.ingest.cells.column_parsers import ParsedColumns
from campaign.ingest.parse import code_lists, code_suggestions
from campaign.ingest.parse.row_numbers import row_number_columns
from campaign.ingest.parse.total_rows import FileTotal
from campaign.ingest.report import Question, UnansweredRows
from campaign.ingest.rows.excluded_rows import exclude_campaigns
from campaign.ingest.rows.plausibility import PlausibilityCheck, check_plausibility
from campaign.ingest.rows.row_marks import estimate_notes
from campaign.ingest.rows.row_states import count_unanswered
from campaign.ingest.rows.sheet_totals import total_notes, total_warnings
from campaign.ingest.sheet import Sheet
from campaign.schema import tables, validate
from campaign.schema.issues import Issue
from campaign.schema.tables import MARK_COLUMNS, present_marks


@dataclass(frozen=True, eq=False)
class CheckedRows:
    """The accepted rows, and the issues and notes of all rows.

    `frame` is typed as by `validate.check_table`; `rejected` counts the rows with an error.
    `issues` are in the order of the sheet; they and `notes` name columns by their headers. `counts`
    has every issue by (rule, header). `extra` are the columns that are not declared. `excluded` has
    a correction for each row of a campaign that the owner excludes. `campaigns` and `questions` are
    those of `PlausibilityCheck`. `unanswered` are the rejected rows that wait for an answer of the
    owner.
    """

    frame: pd.DataFrame
    rejected: int
    issues: tuple[Issue, ...]
    counts: Mapping[tuple[str, str | None], int]
    notes: tuple[Issue, ...]
    extra: tuple[str, ...]
    excluded: tuple[Issue, ...]
    campaigns: tuple[str, ...]
    questions: tuple[Question, ...]
    unanswered: UnansweredRows


def check_rows(
    entries: pd.DataFrame,
    columns: ParsedColumns,
    totals: Sequence[FileTotal],
    earlier: Sequence[Issue],
    sheet: Sheet,
) -> CheckedRows:
    """Check the entries (parsed cells by column) against every rule.

    `columns` has the cells as written, for the messages; `earlier` are the issues of parsing.
    """
    checked = _check_rules(entries, columns, (*earlier, *_find_duplicates(entries, sheet)), sheet)
    absent_marks = MARK_COLUMNS.difference(present_marks(checked.frame))
    frame, excluded = exclude_campaigns(
        checked.frame.drop(columns=list(absent_marks), errors="ignore"), sheet
    )
    plausibility = _check_plausibility(frame, entries, sheet)
    warnings = total_warnings(totals, sheet.file)
    lists = sheet.reference.codes
    column_names = {column.name for column in sheet.table.columns}
    # Each spelling is looked up once, not once per row; the cache exists during this call only.
    suggest = cache(
        lambda list_name, spelling: code_suggestions.suggest_codes(spelling, lists[list_name])
    )
    issues = [
        _for_reader(issue, sheet, suggest)
        for issue in (*checked.issues, *plausibility.issues, *warnings)
    ]
    notes = tuple(_for_reader(note, sheet, suggest) for note in total_notes(totals, sheet.file))
    if sheet.table is tables.ACTIVITIES:
        notes += sex_notes(frame, sheet.file)
        notes += estimate_notes(frame, sheet.file)
        notes += illustrative_notes(frame, sheet.file)
    counts: Counter[tuple[str, str | None]] = Counter()
    for (rule, column), count in (*checked.counts.items(), *plausibility.counts.items()):
        counts[rule, sheet.header_of(column)] += count
    counts.update((issue.rule, sheet.header_of(issue.column)) for issue in warnings)
    return CheckedRows(
        frame,
        checked.rejected,
        tuple(sorted(issues, key=lambda issue: issue.cell.reading_order)),
        dict(counts),
        notes,
        tuple(
            str(name)
            for name in entries.columns
            if name not in column_names and name not in absent_marks
        ),
        excluded,
        plausibility.campaigns,
        plausibility.questions,
        count_unanswered(entries, checked.unanswered),
    )


def _find_duplicates(entries: pd.DataFrame, sheet: Sheet) -> list[Issue]:
    """Return an error for each entry that repeats an earlier one; row numbers are not compared."""
    numbering = row_number_columns(entries, sheet.positions)
    excluded = entries.index.map(lambda row: sheet.excluded_texts.get(row, ""))
    cells = entries.drop(columns=numbering).assign(**{"": excluded})
    return duplicates.find_exact(cells, sheet.file)


def _check_rules(
    entries: pd.DataFrame, columns: ParsedColumns, earlier: Sequence[Issue], sheet: Sheet
) -> validate.CheckedTable:
    reference = sheet.reference
    context = validate.CheckContext(
        codes=_known_codes(entries, sheet),
        issues=earlier,
        cells=columns.cells,
        most={column.name: reference.most(column.name) for column in sheet.table.columns},
    )
    return validate.check_table(entries, sheet.table, sheet.file, context)


def _known_codes(entries: pd.DataFrame, sheet: Sheet) -> dict[str, dict[str, str]]:
    """Return the codes in the form for `validate.check_table`, also codes of several regions."""
    lists = sheet.reference.codes
    codes = code_lists.folded_codes(lists)
    for column in sheet.columns:
        if column.code_list is not None:
            cells = map(str, entries[column.name].unique())
            exact = (cell for cell in cells if lists[column.code_list].match(cell).exact)
            codes[column.code_list] |= {fold(cell): cell for cell in exact}
    return codes


def _check_plausibility(
    frame: pd.DataFrame, entries: pd.DataFrame, sheet: Sheet
) -> PlausibilityCheck:
    """Return the warnings on accepted activities; none for another table."""
    if sheet.table is not tables.ACTIVITIES or frame.empty:
        return PlausibilityCheck()
    candidates = frame
    if "date" in sheet.file_values:
        # Rows without a day are compared only if all their cells are equal.
        cells = entries.drop(columns=["note", *row_number_columns(entries, sheet.positions)])
        candidates = frame[cells.duplicated(keep=False)[frame.index]]
    return check_plausibility(
        frame,
        sheet.file,
        sheet.reference,
        sheet.today,
        candidates,
        answered=sheet.replies.of("date"),
    )


def _for_reader(
    issue: Issue, sheet: Sheet, suggest: Callable[[str, str], tuple[str, ...]]
) -> Issue:
    """Return the issue with the header of its column, and offers for an unknown spelling.

    `suggest` returns the codes of a list with a similar spelling.
    """
    params = dict(issue.params)
    if issue.rule.startswith("unknown_") and issue.column in sheet.positions:
        list_name = issue.rule.removeprefix("unknown_")
        code_list = sheet.reference.codes.get(list_name)
        if code_list is not None:
            codes = suggest(list_name, str(params.get("value", "")))
            params |= code_list.offers(codes)
    params |= sheet.label_params(issue.column)
    return replace(issue, column=sheet.header_of(issue.column), params=params)


def sex_notes(frame: pd.DataFrame, file: str) -> tuple[Issue, ...]:
    """Return one note with the number of people whose sex is not reported; () for none.

    `frame` has accepted rows; only rows with people reached, and women or men, are compared.
    """
    is_reported = frame["reached"].notna() & (frame["women"].notna() | frame["men"].notna())
    rows = frame.loc[is_reported, ["reached", "women", "men"]]
    sexes = rows["women"].fillna(0) + rows["men"].fillna(0)
    missing = rows["reached"] - sexes
    incomplete_rows = int((missing > 0).sum())
    if not incomplete_rows:
        return ()
    params: dict[str, str | int] = {
        "sexes": int(sexes.sum()),
        "reached": int(rows["reached"].sum()),
        "missing": int(missing.sum()),
        "rows": incomplete_rows,
    }
    return (Issue(file, "sexes_incomplete", params=params),)


def illustrative_notes(frame: pd.DataFrame, file: str) -> tuple[Issue, ...]:
    """Return one note with the number of such rows among the accepted ones; () for none."""
    count = int(find_illustrative(frame).sum())
    return (Issue(file, "illustrative_rows", params={"count": count}),) if count else ()
