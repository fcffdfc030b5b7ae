"""Checks of the parsed entries of a sheet: all rules, duplicates, plausibility and totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import pandas as pd

from campaign.domain import campaign_days, duplicates
from campaign.domain.illustrative_rows import find_illustrative
from campaign.i18n.match_key import fold
from campaign.ingest.cells.column_parsers import ParsedColumns
from campaign.ingest.normalise.sheet_rows import estimate_notes, exclude_campaigns
from campaign.ingest.reference_data import PEOPLE, ReferenceData
from campaign.ingest.report import Question, StepLog, UnansweredRows, join_logs
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand.number_columns import row_number_columns
from campaign.ingest.validate.total_rows import FileTotal, total_notes, total_warnings
from campaign.ingest.values.codes import folded_codes, suggest_codes
from campaign.schema import tables, validate
from campaign.schema.issues import Issue
from campaign.schema.region_codes import COUNTRY, split_regions
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
    suggest = cache(lambda list_name, spelling: suggest_codes(spelling, lists[list_name]))
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
    codes = folded_codes(lists)
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


_COUNTS = (*PEOPLE, "materials", "media_audience")
EARLIEST = date(2000, 1, 1)
"""No campaign was held before this day: an earlier date is implausible."""


@dataclass(frozen=True)
class PlausibilityCheck:
    """Warnings on accepted rows.

    `issues` lists at most `validate.MOST_ISSUES` of each rule and column, `counts` has all of them.
    `campaigns` are those of the rows (`campaign_days.campaigns_of`), the one with most rows first;
    if the owner has to decide between several, `questions` has one about each.
    """

    issues: tuple[Issue, ...] = ()
    counts: Mapping[tuple[str, str | None], int] = field(default_factory=dict)
    campaigns: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


def check_plausibility(
    frame: pd.DataFrame,
    file: str,
    reference: ReferenceData,
    today: date,
    candidates: pd.DataFrame | None = None,
    answered: Collection[str] = (),
) -> PlausibilityCheck:
    """Return the warnings on accepted rows of a register, typed as by `validate.check_table`.

    Dates are compared with the period of the edition that `reference` names, else with that of
    their campaign; of the campaign with most rows, until the owner has `answered` about each of
    several. `candidates` are the rows that may be duplicates, None for all.
    """
    campaigns = reference.campaigns_of(frame["date"])
    counts = {str(name): int(rows) for name, rows in campaigns.value_counts().items()}
    names = tuple(sorted(counts, key=lambda name: (-counts[name], name)))
    questions: tuple[Question, ...] = ()
    if len(names) > 1 and not set(names).issubset(answered):
        campaigns = pd.Series(names[0], index=frame.index)
        questions = tuple(Question("date", name, name, (), counts[name]) for name in names)
    spellings = ", ".join(f"{one.spelling} ({one.rows})" for one in questions)
    several = Issue(file, "several_campaigns", params={"campaigns": spellings})
    several_log = StepLog((several,), counts={(several.rule, None): 1}) if questions else StepLog()
    lengths = pd.to_timedelta(campaigns.map(reference.campaign_length), "D")
    is_long = frame["end_date"] - frame["date"] >= lengths
    log = join_logs(
        (
            several_log,
            _warn_outside_edition(frame, file, reference, campaigns),
            _warn_days(frame.loc[is_long, "end_date"], file, "longer_than_campaign"),
            *(_warn_implausible_dates(frame[name], file, today) for name in ("date", "end_date")),
            *(_warn_implausible_counts(frame, file, name, reference) for name in _COUNTS),
            _warn_possible_duplicates(frame if candidates is None else candidates, file),
        )
    )
    return PlausibilityCheck(log.issues, log.counts, names, questions)


def _warn(
    file: str,
    rule: str,
    column: str,
    rows: pd.Index,
    params_of: Callable[[int], Mapping[str, str | int]] = lambda row: {},
) -> StepLog:
    """Return a warning for each of these rows, of which `validate.MOST_ISSUES` are listed."""
    first_rows = rows[: validate.MOST_ISSUES].tolist()
    issues = tuple(Issue(file, rule, row, column, params_of(row)) for row in first_rows)
    return StepLog(issues, counts={(rule, column): len(rows)} if len(rows) else {})


def _warn_outside_edition(
    frame: pd.DataFrame, file: str, reference: ReferenceData, campaigns: pd.Series
) -> StepLog:
    is_outside = pd.Series(False, index=frame.index)
    for name in campaigns.unique():
        period, nominal_days = reference.periods.get(name), reference.nominal_days.get(name)
        beyond = campaign_days.is_outside(frame["date"], period, nominal_days)
        is_outside |= beyond & (campaigns == name)
    return _warn(file, "outside_edition", "date", frame.index[is_outside])


def _warn_implausible_dates(days: pd.Series, file: str, today: date) -> StepLog:
    is_implausible = (days > pd.Timestamp(today)) | (days < pd.Timestamp(EARLIEST))
    return _warn_days(days[is_implausible], file, "implausible_date")


def _warn_days(days: pd.Series, file: str, rule: str) -> StepLog:
    """Return a warning for each of these cells of a column of days."""
    texts = days.iloc[: validate.MOST_ISSUES].dt.strftime("%Y-%m-%d")
    return _warn(file, rule, str(days.name), days.index, lambda row: {"value": texts[row]})


def _warn_possible_duplicates(frame: pd.DataFrame, file: str) -> StepLog:
    first_of = duplicates.find_likely(frame)

    def describe(row: int) -> dict[str, str | int]:
        first = int(first_of[row])
        return {"first": first, **duplicates.describe_pair(frame, row, first)}

    return _warn(file, "likely_duplicate", "date", first_of.index, describe)


def _warn_implausible_counts(
    frame: pd.DataFrame, file: str, column: str, reference: ReferenceData
) -> StepLog:
    """Return a warning for each value that exceeds its population.

    People reached are compared with the population of the region, or of several together; viewers
    and materials may be anywhere in the country.
    """
    population, values = reference.population, frame[column]
    # Values rarely exceed the smallest population; if none does, no row needs to be compared.
    if not population or not (values > min(population.values())).any():
        return StepLog()
    most = pd.Series(population.get(COUNTRY), index=frame.index, dtype="float64")
    if column in PEOPLE:
        by_code = {
            code: sum(population.get(part, float("nan")) for part in split_regions(str(code)))
            for code in frame["oblast"].unique()
        }
        most = frame["oblast"].map(by_code).astype("float64")
    return _warn(
        file,
        "implausible",
        column,
        frame.index[values > most],
        lambda row: {"value": int(values[row]), "most": int(most[row])},
    )


def count_unanswered(entries: pd.DataFrame, rows: pd.Index) -> UnansweredRows:
    """Return the number of rows that wait for an answer, and their people reached.

    `entries` are the parsed rows as text; people reached that are not a number are not summed.
    """
    if "reached" not in entries:
        return UnansweredRows(len(rows))
    people = pd.to_numeric(entries.loc[rows, "reached"], errors="coerce")
    return UnansweredRows(len(rows), int(people.sum()))
