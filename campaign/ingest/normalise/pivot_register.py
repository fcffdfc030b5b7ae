"""A pivot table as a register of month sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.ingest.readers.raw_table import RawIssue, RawTable, letter_of
from campaign.ingest.replies import PERIOD_SIGN
from campaign.ingest.understand.layout import Layout
from campaign.ingest.understand.pivot import (
    PivotTable,
    ValueColumn,
    measure_of,
)
from campaign.ingest.values import numbers
from campaign.ingest.values.periods import (
    Week,
    days_of_month,
    days_of_week,
    parse_month,
    parse_week,
)
from campaign.schema.issues import SourceCell

MONTH_NOTE, PERIOD_NOTE = N_("Total for the month"), N_("Total for the period")
"""The note of each record, which states whether its number is the total of a month or a period."""
_FORMER_NOTES = ("Total of the month", "Total of the period")
MEASURES = ("reached", "media_audience", "materials")
"""The declared columns that the numbers of a pivot table may belong to."""
Answers = Mapping[str, str]
"""The replies of the kind `wide`: measure, oblast, type, year, period and note, as far as given."""
_FIELDS = ("date", "end_date", "oblast", "type")


def is_note_of_total(notes: pd.Series) -> pd.Series:
    """Return a mask of notes of totals, in any language and in the words of earlier versions."""
    ids = (MONTH_NOTE, PERIOD_NOTE)
    texts = {Text.of(lang)(note) for note in ids for lang in LANGUAGES}
    return notes.isin(texts.union(_FORMER_NOTES))


@dataclass(frozen=True)
class PivotRecord:
    """One total: its row, the positions of its counts by declared column, and its dimensions."""

    row: int
    column: ValueColumn
    counts: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class PivotRegister:
    """The register of a pivot table: `raw` has a header row and one record in each row below.

    `sources` has the cell of each record, by its row in `raw`. `excluded` has the cells of totals
    and of numbers of activities, and the first cells of notes, numbered after the records.
    """

    raw: RawTable
    sources: Mapping[int, SourceCell]
    excluded: Mapping[int, tuple[str, SourceCell]]

    @property
    def layout(self) -> Layout:
        """The layout of `raw`: its first row has the names of declared columns."""
        row = int(self.raw.cells.index[0])
        names = tuple(self.raw.cells.loc[row])
        return Layout(row, names, names, body=row + 1)


def has_counts(pivot: PivotTable) -> bool:
    """Return True if the header of a column names a count of a register."""
    return any(column.measure in MEASURES for column in pivot.columns)


def can_be_totals(pivot: PivotTable) -> bool:
    """Return True if numbers of the table can be read as totals; False if all count activities."""
    return pivot.measure != "activities" or has_counts(pivot)


def missing_answers(pivot: PivotTable, answers: Answers) -> tuple[str, ...]:
    """Return the names of the answers that the conversion lacks.

    These are "measure", "oblast", "type", "year" and "period", if neither the table nor the answers
    have them.
    """
    missing = []
    start, end = _period(answers)
    if not any(_measure(column, pivot, answers) in MEASURES for column in pivot.columns):
        missing.append("measure")
    if not pivot.has("oblast") and not (answers.get("oblast") or pivot.oblast):
        missing.append("oblast")
    if not pivot.has("type") and not answers.get("type"):
        missing.append("type")
    if pivot.has_periods and not (pivot.has_years or pivot.year or answers.get("year")):
        missing.append("year")
    if pivot.last_week:
        if not (start and has_weeks(start, end, pivot.last_week)):
            missing.append("period")
    elif not (pivot.has_periods or (start and end)):
        missing.append("period")
    return tuple(missing)


def has_weeks(start: str, end: str, count: int) -> bool:
    """Return True if so many weeks from its first day begin within a campaign."""
    first, _ = days_of_week(Week(number=count), None, date.fromisoformat(start)) or ("", "")
    return first <= end


def find_records(raw: RawTable, pivot: PivotTable, answers: Answers) -> Iterator[PivotRecord]:
    """Yield a record for the numbers of each row and month, week or oblast.

    «Всего», «женщин» and «мужчин» of a month are one record. Empty cells, dashes and words for *not
    reported* are ignored.
    """
    for row in pivot.rows:
        open_record: PivotRecord | None = None
        for column in pivot.columns:
            measure = _measure(column, pivot, answers) or "reached"
            cell = str(raw.cells.at[row, column.at])
            is_error = any((issue.row, issue.at) == (row, column.at) for issue in raw.issues)
            is_empty = not tidy_text(cell) or numbers.is_not_reported(cell)
            if measure == "activities" or (is_empty and not is_error):
                continue
            if (
                open_record is not None
                and open_record.column.key == column.key
                and measure not in open_record.counts
            ):
                counts = {**open_record.counts, measure: column.at}
                open_record = replace(open_record, counts=counts)
                continue
            if open_record is not None:
                yield open_record
            open_record = PivotRecord(row, column, {measure: column.at})
        if open_record is not None:
            yield open_record


def build_register(raw: RawTable, pivot: PivotTable, answers: Answers) -> PivotRegister:
    """Return the numbers of the table as a register; `missing_answers` has to be empty."""
    records = list(find_records(raw, pivot, answers))
    # Numbers of records follow those of the rows, so that a number is either a row or a record.
    header_row = len(raw.cells) + 1
    measures = list(dict.fromkeys(name for record in records for name in record.counts))
    names = [*_FIELDS, *dict.fromkeys(["reached", *measures]), "note"]
    rows, sources = [names], {}
    fractions: dict[int, set[int]] = {}
    issues: list[RawIssue] = []
    unclear = _find_unclear_cells(raw, pivot, answers.get("measure") or pivot.measure or "reached")
    errors = {
        (row, at): RawIssue("wide_unclear", row, at, {"words": words})
        for (row, at), words in unclear.items()
    } | {(issue.row, issue.at): issue for issue in raw.issues}
    for label, record in enumerate(records, start=header_row + 1):
        source = source_cell(record.row, min(record.counts.values()))
        sources[label] = source
        cells = _fields(raw, pivot, record, answers) | {"note": answers.get("note", "")}
        for name, at in record.counts.items():
            cells[name] = str(raw.cells.at[record.row, at])
            if record.row in raw.fractions.get(at, ()):
                fractions.setdefault(names.index(name), set()).add(label)
            if error := errors.get((record.row, at)):
                issues.append(replace(error, row=label, at=names.index(name)))
        rows.append([cells.get(name, "") for name in names])
    index = pd.RangeIndex(header_row, header_row + len(rows))
    frame = pd.DataFrame(rows, index=index, dtype="str")
    return PivotRegister(
        replace(
            raw,
            cells=frame,
            merged=(),
            issues=tuple(issues),
            fractions={at: frozenset(labels) for at, labels in fractions.items()},
            others=(),
        ),
        sources,
        dict(enumerate(_excluded_cells(raw, pivot, answers), start=header_row + len(rows))),
    )


def _fields(
    raw: RawTable, pivot: PivotTable, record: PivotRecord, answers: Answers
) -> dict[str, str]:

    def label(dimension: str) -> str:
        return _label(raw, record.row, pivot.labels[dimension])  # type: ignore[index]

    key = record.column.key
    oblast = answers.get("oblast") or str(pivot.oblast or "")
    if pivot.columns_are == "oblast":
        oblast = str(key)
    elif "oblast" in pivot.labels:
        oblast = label("oblast")
    start, end = _period(answers)
    year = int(answers.get("year") or pivot.year or 0) or None
    if pivot.has("month"):
        month = key if pivot.columns_are == "month" else parse_month(label("month"))
        start = end = ""
        if isinstance(month, tuple) and (year := month[0] or year):
            start, end = days_of_month(year, month[1])
    elif pivot.has("week"):
        week = key if pivot.columns_are == "week" else parse_week(label("week"))
        first = date.fromisoformat(start) if start else None
        days = days_of_week(week, year, first) if isinstance(week, Week) else None
        start, end = days or ("", "")
    kind = label("type") if "type" in pivot.labels else answers.get("type") or ""
    return {"date": start, "end_date": end, "oblast": oblast, "type": kind}


def _label(raw: RawTable, row: int, at: int) -> str:
    """Return the label of a row, which may be in a cell that is merged downwards over the row."""
    for top, left, bottom, right in raw.merged:
        if top <= row <= bottom and left <= at <= right:
            return str(raw.cells.at[top, left])
    return str(raw.cells.at[row, at])


def _measure(column: ValueColumn, pivot: PivotTable, answers: Answers) -> str | None:
    return column.measure or answers.get("measure") or pivot.measure


def _period(answers: Answers) -> tuple[str, str]:
    """Return the first and the last day, such as 2017-07-31; "" without an answer."""
    start, _, end = answers.get("period", "").partition(PERIOD_SIGN)
    return start, end


def source_cell(row: int, at: int) -> SourceCell:
    """Return the cell in a row of the sheet and the column at a position, from 0."""
    return SourceCell(row, at, f"{letter_of(at)}{row}")


def _excluded_cells(
    raw: RawTable, pivot: PivotTable, answers: Answers
) -> Iterator[tuple[str, SourceCell]]:
    """Yield the cells that are in no record: totals, numbers of activities, and notes."""
    activities = [c.at for c in pivot.columns if _measure(c, pivot, answers) == "activities"]
    for row in (*pivot.rows, *pivot.total_rows):
        is_total_row = row in pivot.total_rows
        totals = [*pivot.total_positions, *([c.at for c in pivot.columns] if is_total_row else [])]
        for at in sorted({*totals, *activities}):
            if tidy_text(str(raw.cells.at[row, at])):
                rule = "wide_total" if at in totals else "wide_activities"
                yield rule, source_cell(row, at)
    for row in pivot.note_rows:
        cells = raw.cells.loc[row]
        at = next(at for at in range(len(cells)) if tidy_text(str(cells[at])))
        yield "note_row", source_cell(row, at)


def _find_unclear_cells(
    raw: RawTable, pivot: PivotTable, measure: str
) -> dict[tuple[int, int], str]:
    """Return {(row, position): words for its measure} of numbers that may not count `measure`.

    Two columns of one month or oblast may have its activities and its people; a column next to the
    regions may have «охвачено» in one row and «из них женщин» in the next. Both numbers would be
    added to the people reached. The words are "" if there are none.
    """
    unclear: dict[tuple[int, int], str] = {}
    keys = Counter((column.key, column.measure) for column in pivot.columns)
    for column in pivot.columns:
        if column.measure is None and keys[column.key, None] > 1:
            unclear |= {(row, column.at): column.header for row in pivot.rows}
    for at in pivot.other_positions:
        words = {row: tidy_text(str(raw.cells.at[row, at])) for row in pivot.rows}
        measures = {row: measure_of(word) for row, word in words.items() if word}
        if None in measures.values() or len(set(measures.values())) < 2:
            continue
        for row, counted in measures.items():
            if counted != measure:
                unclear |= {(row, c.at): words[row] for c in pivot.columns if c.measure is None}
    return unclear
