"""What a file lacks: which column is a missing one, or its value in every row; totals of pivots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.i18n.match_key import tidy_text
from campaign.i18n.translator import N_, Text
from campaign.ingest.cleaning_log import (
    NO_COLUMN_WORDS,
    NOT_REPORTED_WORDS,
    PLACE_WORDS,
    UNCHANGED_WORDS,
)
from campaign.ingest.normalise.added_columns import VALUE_COLUMNS
from campaign.ingest.normalise.pivot_register import (
    MEASURES,
    MONTH_NOTE,
    PERIOD_NOTE,
    can_be_totals,
    has_counts,
    has_weeks,
    missing_answers,
)
from campaign.ingest.options import DetectedOptions
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.replies import NOT_REPORTED, PERIOD_SIGN, PLACE_REGION, Replies, Reply
from campaign.ingest.report import MissingColumn, ValidationReport
from campaign.ingest.understand.layout import NO_HEADER_ROW
from campaign.ingest.understand.pivot import PivotTable
from campaign.ingest.values.periods import days_of_month
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.schema.region_codes import COUNTRY
from campaign.site.elements import paragraphs
from campaign.ui.upload.answer_widgets import (
    AnswerButton,
    AnswerList,
    Change,
    QuestionLine,
    give,
    show_answer,
    show_question,
)
from campaign.ui.upload.downloads import show_template, show_template_workbook
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.widgets import escape_markdown

MOST_OFFERS, MOST_AMBIGUOUS = 2, 4
MOST_SAMPLES = 3
LONGEST_SAMPLE = 24  # characters
CHOOSE_VALUE = {
    "date": N_("Same period for every row…"),
    "oblast": N_("Same region for every row…"),
    "type": N_("Same type for every row…"),
}
WHICH_COLUMN = N_("Which column is it?")
SEVERAL_COLUMNS = N_("Several columns of the file may be this one.")
FIRST_ROW = N_("The table has no header row: its first row is read as an activity.")
WITHOUT_DAY = N_(
    "If you choose a period, each row counts as an activity without a day; charts by day show "
    "the activity on the first day of the period."
)
MOST_HEADERS = 4
COLUMNS_ARE = {
    "month": N_("The columns are months ({columns})."),
    "week": N_("The columns are weeks ({columns})."),
    "oblast": N_("The columns are oblasts ({columns})."),
}
NUMBERS = N_(
    "Each number can be read as one record without a day: the total for its month or week. Empty "
    "cells give no record; totals in the table are compared with its numbers and excluded."
)
ACTIVITIES = N_(
    "The numbers count activities, not people, and cannot be read as totals. Enter each "
    "activity into a row of the template."
)
TEMPLATES = {"plan_columns": tables.TARGETS, "population_columns": tables.POPULATION}
"""The table of which a file with columns of another kind needs the template, by rule."""


def show_missing_columns(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show each column that the file lacks or that several columns fit, with an answer a click."""
    text = view.text
    if report.detected is None:
        return
    missing = [one for one in report.missing_columns if one.name not in report.file_values]
    if missing:
        has_header = not _lacks_header_row(report)
        show_question(
            file,
            text,
            text("Where are these columns?"),
            [] if has_header else [text(FIRST_ROW)],
            list(_button_for_all(report, missing, text)),
            [
                QuestionLine(
                    column_label(one.name, text),
                    text(
                        SEVERAL_COLUMNS
                        if one.is_ambiguous
                        else (NO_COLUMN_WORDS if has_header else WHICH_COLUMN)
                    ),
                    [*_columns(one, report, text), *_values(view, report, one)],
                )
                for one in missing
            ],
            [text(WITHOUT_DAY)] if any(one.name == "date" for one in missing) else [],
        )
    _show_chosen_columns(view, file, report)


def _lacks_header_row(report: ValidationReport) -> bool:
    """Return True for a table whose columns have letters in place of headers."""
    return report.detected is not None and report.detected.header_row == NO_HEADER_ROW


def column_words(report: ValidationReport, at: int, text: Text) -> str:
    """Return the header of a column, with letter and first values if another has the same header.

    Without a header row, return only letter and values.
    """
    assert report.detected is not None
    headers = report.detected.headers
    if not _lacks_header_row(report) and headers.count(headers[at]) == 1:
        return headers[at]
    cells = report.preview[at][report.preview.index >= report.detected.body]
    samples = [cell for cell in dict.fromkeys(tidy_text(str(cell)) for cell in cells) if cell]
    values = "; ".join(
        cell if len(cell) <= LONGEST_SAMPLE else cell[: LONGEST_SAMPLE - 1].rstrip() + "…"
        for cell in samples[:MOST_SAMPLES]
    )
    if _lacks_header_row(report):
        return text("Column {column}: {values}", column=headers[at], values=values)
    return f"{headers[at]} ({letter_of(at)}: {values})"


def _button_for_all(
    report: ValidationReport, missing: Sequence[MissingColumn], text: Text
) -> Iterator[AnswerButton]:
    """Yield the button that accepts every suggestion; none for a single one.

    A suggestion is a column of the file or, without a suitable column, the region by district or
    place.
    """
    columns = {one.suggestion: one.name for one in missing if one.suggestion is not None}
    values = {one.name: PLACE_REGION for one in missing if one.place_rows and not one.offers}
    is_unique = len(columns) == sum(one.suggestion is not None for one in missing)
    count = len(columns) + len(values)
    if count > 1 and is_unique:
        label = text.n("Accept {n} suggestion", "Accept {n} suggestions", count)
        replies = [_column(report.detected, at, name) for at, name in columns.items()]
        replies += [Reply("file_value", name, value) for name, value in values.items()]
        yield AnswerButton(label, "column:all", give(replies), "primary")


def _columns(
    missing: MissingColumn, report: ValidationReport, text: Text
) -> Iterator[AnswerButton | AnswerList]:
    """Yield a button for each column whose cells look like those of the missing one, and a list.

    The list has the other columns without a declared name.
    """
    assert report.detected is not None
    detected, name, has_header = report.detected, missing.name, not _lacks_header_row(report)
    offers = missing.offers
    if has_header:
        offers = offers[: MOST_AMBIGUOUS if missing.is_ambiguous else MOST_OFFERS]
    for at in offers:
        label = column_words(report, at, text)
        if has_header:
            label = text("Use column {column}", column=text.quote(label))
        change = declare_column(detected, at, name)
        yield AnswerButton(escape_markdown(label), f"column:{name}:{at}", change)
    names = {
        str(at): column_words(report, at, text)
        for at, header in enumerate(detected.headers)
        if header and detected.fields[at] is None and at not in offers
    }
    if names:
        yield AnswerList(
            text("Column of the file"),
            text("Another column…") if missing.offers else text("Column of the file…"),
            names,
            f"column-list:{name}",
            lambda at: declare_column(detected, int(at), name),
        )


def declare_column(detected: DetectedOptions, at: int, name: str | None) -> Change:
    """Return the answer that the column at a position is `name`, and no other one is."""
    others = [
        other
        for other, field in enumerate(detected.fields)
        if name is not None and field == name and other != at
    ]
    return give(
        [*(_column(detected, other, None) for other in others), _column(detected, at, name)]
    )


def _column(detected: DetectedOptions | None, at: int, name: str | None) -> Reply:
    return Reply("column", at, name, "" if detected is None else detected.headers[at])


def _values(
    view: View, report: ValidationReport, missing: MissingColumn
) -> Iterator[AnswerButton | AnswerList]:
    """Yield the values that every row may have: periods, regions or types, or no attendance.

    An ambiguous column that is not required can be left out. Tables other than registers have no
    such values.
    """
    text, name = view.text, missing.name
    table = next(table for table in tables.TABLES if table.name == report.table)
    if name not in (column.name for column in table.columns if column.present):
        label = text("Read none of them")
        none = give([_column(report.detected, at, None) for at in missing.offers])
        yield AnswerButton(label, f"column:none:{name}", none, "tertiary")
    if table is not tables.ACTIVITIES or name not in VALUE_COLUMNS:
        return
    if name == "reached":
        label, change = (
            text("Leave as not reported"),
            give([Reply("file_value", name, NOT_REPORTED)]),
        )
        yield AnswerButton(label, "column:none:reached", change, "tertiary")
        return
    if missing.place_rows:
        label = text.n(
            "Assign by district or place ({n} row)",
            "Assign by district or place ({n} rows)",
            missing.place_rows,
        )
        change = give([Reply("file_value", name, PLACE_REGION)])
        yield AnswerButton(label, "column:place:oblast", change)
    if names := _value_names(view, report, name):
        note = [Reply("file_value", "note", text("Day not reported"))] if name == "date" else []
        label = text(CHOOSE_VALUE[name])
        yield AnswerList(
            label,
            label,
            names,
            f"value-list:{name}",
            lambda value: give([Reply("file_value", name, value), *note]),
        )


def _value_names(view: View, report: ValidationReport, name: str) -> Mapping[str, str]:
    """Return {code or period: name} of the values that a column may have in every row."""
    text, campaign = view.text, campaign_cache.current()
    if name == "date":
        has_end = report.detected is not None and "end_date" in report.detected.fields
        return {} if has_end else _campaign_periods(campaign, text)
    if name == "type":
        return _type_names(campaign, text)
    codes = [*campaign.places.codes, COUNTRY]
    return _sorted({code: campaign.places.name(code, text) for code in codes}, text)


def _type_names(campaign: Campaign, text: Text) -> Mapping[str, str]:
    return _sorted({code: campaign.type_name(code, text) for code in campaign.type_codes}, text)


def _sorted(names: Mapping[str, str], text: Text) -> Mapping[str, str]:
    return dict(sorted(names.items(), key=lambda item: text.sort_key(item[1])))


def _campaign_days(campaign: Campaign) -> list[tuple[str, str]]:
    """Return the first and the last day of every campaign, in the form 2017-07-31."""
    editions = campaign.editions.values()
    return [(e.start.isoformat(), e.end.isoformat()) for e in editions if e.start and e.end]


def _campaign_periods(campaign: Campaign, text: Text) -> Mapping[str, str]:
    """Return every campaign and its months: {first and last day: words}, the campaigns first."""
    days = _campaign_days(campaign)
    months = {
        PERIOD_SIGN.join(days_of_month(month.year, month.month))
        for start, end in days
        for month in pd.period_range(start, end, freq="M")
    }
    periods = [*map(PERIOD_SIGN.join, days), *sorted(months)]
    return {period: _period_words(period, text) for period in periods}


def _period_words(period: str, text: Text) -> str:
    """Return a period, its first and last day as 2017-08-01, in words."""
    start, end = map(date.fromisoformat, period.split(PERIOD_SIGN))
    return text.date_range_short(start, end)


def _show_chosen_columns(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show the chosen columns, the values of every row, and the button to choose again."""
    text = view.text
    assert report.detected is not None
    headers = report.detected.headers
    columns = [
        f"{text.quote(headers[at])}: "
        + (text(UNCHANGED_WORDS) if name is None else column_label(name, text))
        for at, name in sorted(file.replies.of("column").items())
        if at < len(headers) and headers[at]
    ]
    values = [
        f"{column_label(name, text)}: {value_words(name, value, view)}"
        for name, value in report.file_values.items()
    ]
    lines = []
    if columns:
        lines.append(text("Columns as you chose them: {columns}.", columns="; ".join(columns)))
    if values:
        lines.append(
            text("In every row, according to your answer: {values}.", values="; ".join(values))
        )
    if lines:
        undo = AnswerButton(
            text("Choose the columns again"),
            "column:undo",
            lambda replies: _undo(replies, "file_value", "column"),
            "tertiary",
        )
        show_question(file, text, why=lines, below=[undo])


def value_words(name: str, value: str, view: View) -> str:
    """Return in words the value that a column has in every row."""
    text = view.text
    if name == "reached":
        return text(NOT_REPORTED_WORDS)
    if name == "date":
        return _period_words(value, text)
    if name == "type":
        return campaign_cache.current().type_name(value, text)
    if value == PLACE_REGION:
        return text(PLACE_WORDS)
    return campaign_cache.current().places.name(value, text)


def show_wide_table(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Explain a table with months, weeks or oblasts as columns; a button reads it as totals."""
    text, wide = view.text, report.pivot
    if wide is None:
        return
    if report.sources:
        label = text("Do not read the numbers as totals")
        undo = AnswerButton(label, "wide-undo", lambda now: _undo(now, "wide"), "tertiary")
        show_answer(file, text, undo)
        return
    headers = list(dict.fromkeys(column.header for column in wide.columns))
    more = [text("others")] if len(headers) > MOST_HEADERS else []
    columns = text.list([*map(text.quote, headers[:MOST_HEADERS]), *more])
    can_be_read = can_be_totals(wide)
    lines = (
        text(COLUMNS_ARE[wide.columns_are], columns=columns),
        text(NUMBERS if can_be_read else ACTIVITIES),
    )
    st.html(paragraphs(lines))
    answers = _ask(view, file, wide) if can_be_read else None
    with st.container(horizontal=True):
        if answers is not None:
            read = AnswerButton(
                text("Read the numbers as totals"),
                "wide-read",
                give([Reply("wide", name, value) for name, value in answers.items()]),
                "primary",
                disabled=bool(missing_answers(wide, answers)),
            )
            show_answer(file, text, read)
        show_template_workbook(f"wide-template:{file.number}:{text.lang}", text)


def _undo(replies: Replies, *kinds: str) -> Replies:
    return replies.undo(one for one in replies if one.kind in kinds)


def _ask(view: View, file: SessionFile, wide: PivotTable) -> dict[str, str]:
    """Show a choice for each value that the table does not state, and return the answers."""
    text, campaign = view.text, campaign_cache.current()
    missing = missing_answers(wide, {})
    answers: dict[str, str | None] = {"note": text(PERIOD_NOTE if wide.has("week") else MONTH_NOTE)}

    def choose(
        name: str, label: str, names: Mapping[str, str], default: str | None = None
    ) -> str | None:
        codes = list(names)
        return st.selectbox(
            label,
            codes,
            index=codes.index(default) if default in codes else None,
            key=f"wide-{name}:{file.number}:{text.lang}",
            placeholder=text("Choose…"),
            format_func=lambda code: names[code],
            filter_mode=None,
        )

    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not has_counts(wide):
            # Even if a line above the table states it: that line may be misread.
            labels = {name: column_label(name, text) for name in MEASURES}
            label = text("What the numbers count")
            answers["measure"] = choose("measure", label, labels, wide.measure)
        if "oblast" in missing:
            regions = {code: campaign.places.name(code, text) for code in campaign.places.codes}
            answers["oblast"] = choose("oblast", text("Oblast or city"), regions)
        if "type" in missing:
            types = _type_names(campaign, text)
            answers["type"] = choose("type", text("Type of activity"), types)
        if "year" in missing:
            # The years of all campaigns, also of one whose last day is not known.
            editions = campaign.editions.values()
            years = sorted({str(edition.start.year) for edition in editions if edition.start})
            answers["year"] = choose("year", text("Year"), dict(zip(years, years, strict=True)))
        if "period" in missing:
            periods = _periods_of(wide, campaign, text)
            label = (
                text("Campaign whose first week is week 1") if wide.last_week else text("Period")
            )
            if not periods:
                words = text(
                    "No campaign has a week {n}. Write the first and the last day of each week in "
                    "the header.",
                    n=wide.last_week,
                )
                st.html(paragraphs([words], "source"))
            elif period := choose("period", label, periods, _month_above(wide)):
                start, end = period.split(PERIOD_SIGN)
                is_month = (start, end) == days_of_month(*map(int, start.split("-")[:2]))
                note = text(MONTH_NOTE if is_month else PERIOD_NOTE)
                answers |= {"period": period, "note": note}
    return {name: answer for name, answer in answers.items() if answer is not None}


def _periods_of(wide: PivotTable, campaign: Campaign, text: Text) -> Mapping[str, str]:
    """Return the periods that all numbers may have, or campaigns that have the numbered weeks."""
    if not wide.last_week:
        return _campaign_periods(campaign, text)
    campaigns = [
        PERIOD_SIGN.join(days)
        for days in _campaign_days(campaign)
        if has_weeks(*days, wide.last_week)
    ]
    return {period: _period_words(period, text) for period in campaigns}


def _month_above(wide: PivotTable) -> str | None:
    """Return the month named in the lines above the table, as a key of the periods, or None."""
    if wide.last_week or wide.month is None or not (wide.month[0] or wide.year):
        return None
    return PERIOD_SIGN.join(days_of_month(wide.month[0] or wide.year or 0, wide.month[1]))


def show_other_template(view: View, file: SessionFile, report: ValidationReport) -> None:
    """Show the download of the template for a file that looks like a plan or like population."""
    for rule in {issue.rule for issue in report.issues} & TEMPLATES.keys():
        key = f"other-template:{file.number}:{view.text.lang}"
        show_template(TEMPLATES[rule], key, view.text)
