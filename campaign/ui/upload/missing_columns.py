"""A missing or ambiguous column: which column of the file it is, or its value in each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.i18n.translator import N_, Text
from campaign.ingest.log.log_words import NO_COLUMN_WORDS
from campaign.ingest.options import NOT_REPORTED, PLACE_REGION, RequestedOptions
from campaign.ingest.report import MissingColumn, ValidationReport
from campaign.ingest.rows.file_values import VALUE_COLUMNS
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.schema.region_codes import COUNTRY
from campaign.ui.markdown import escape_markdown
from campaign.ui.upload.chosen_columns import show_chosen_columns
from campaign.ui.upload.column_samples import column_words, lacks_header_row
from campaign.ui.upload.column_widgets import show_button, show_list
from campaign.ui.upload.option_changes import read_with, with_column
from campaign.ui.upload.periods import campaign_periods
from campaign.ui.upload.session_files import SessionFile

MOST_OFFERS, MOST_AMBIGUOUS = 2, 4
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


def show_missing_columns(view: View, file: SessionFile) -> None:
    """Show each column that the file lacks or that several columns fit, with an answer a click."""
    report = file.report
    if not isinstance(report, ValidationReport) or report.detected is None:
        return
    text = view.text
    missing = [one for one in report.missing_columns if one.name not in report.file_values]
    with st.container(key=f"columns-{file.number}"):
        if missing:
            st.html(f"<h3>{escape(text('Where are these columns?'))}</h3>")
            if lacks_header_row(report):
                st.html(f'<p class="summary">{escape(text(FIRST_ROW))}</p>')
            _show_all_button(file, missing, text)
        for one in missing:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(_question_html(one, report, text))
                _show_column_buttons(file, one, report, text)
                _show_column_list(file, one, report, text)
                _show_values(view, file, one)
        if any(one.name == "date" for one in missing):
            st.html(f'<p class="source">{escape(text(WITHOUT_DAY))}</p>')
        show_chosen_columns(view, file, report)


def _show_all_button(file: SessionFile, missing: Sequence[MissingColumn], text: Text) -> None:
    """Show the button that accepts every suggestion; none for a single one.

    A suggestion is a column of the file or, without a suitable column, the region by district or
    place.
    """
    offers = {one.name: one.suggestion for one in missing if one.suggestion is not None}
    values = {one.name: PLACE_REGION for one in missing if one.place_rows and not one.offers}
    count = len(offers) + len(values)
    if count < 2 or len(set(offers.values())) < len(offers):
        return

    def with_offers(requested: RequestedOptions) -> RequestedOptions:
        columns = {at: name for name, at in offers.items()}
        return replace(
            requested,
            columns={**requested.columns, **columns},
            file_values={**requested.file_values, **values},
        )

    label = text.n("Accept {n} suggestion", "Accept {n} suggestions", count)
    show_button(file, label, "all", with_offers, text, "primary")


def _question_html(missing: MissingColumn, report: ValidationReport, text: Text) -> str:
    label = escape(text.quote(column_label(missing.name, text)))
    question = WHICH_COLUMN if lacks_header_row(report) else NO_COLUMN_WORDS
    words = escape(text(SEVERAL_COLUMNS if missing.is_ambiguous else question))
    return f'<p class="asked-text">{label}<small>{words}</small></p>'


def _show_column_buttons(
    file: SessionFile, missing: MissingColumn, report: ValidationReport, text: Text
) -> None:
    """Show a button for each column whose cells look like those of the missing one."""
    for at in _offers(missing, report):
        label = column_words(report, at, text)
        if not lacks_header_row(report):
            label = text("Use column {column}", column=text.quote(label))
        show_button(
            file,
            escape_markdown(label),
            f"{missing.name}:{at}",
            partial(_with_column, file, at, missing.name),
            text,
        )


def _offers(missing: MissingColumn, report: ValidationReport) -> tuple[int, ...]:
    """Return the columns with a button: the first ones, or all of a table without headers."""
    if lacks_header_row(report):
        return missing.offers
    return missing.offers[: MOST_AMBIGUOUS if missing.is_ambiguous else MOST_OFFERS]


def _show_column_list(
    file: SessionFile, missing: MissingColumn, report: ValidationReport, text: Text
) -> None:
    """Show the list of the other columns without a declared name."""
    assert report.detected is not None
    headers = report.detected.headers
    others = [
        at
        for at, header in enumerate(headers)
        if header and report.detected.fields[at] is None
        if at not in _offers(missing, report)
    ]
    key = f"column-list:{file.number}:{missing.name}:{text.lang}"
    if others:
        show_list(
            text("Column of the file"),
            text("Another column…") if missing.offers else text("Column of the file…"),
            {str(at): column_words(report, at, text) for at in others},
            key,
            lambda at: read_with(file, partial(_with_column, file, int(at), missing.name)),
        )


def _show_values(view: View, file: SessionFile, missing: MissingColumn) -> None:
    """Show the values that every row may have: periods, regions or types, or no attendance.

    An ambiguous column that is not required can be left out. Tables other than registers have no
    such values.
    """
    text, name = view.text, missing.name
    assert isinstance(file.report, ValidationReport)
    table = next(table for table in tables.TABLES if table.name == file.report.table)
    if name not in (column.name for column in table.columns if column.present):
        unread: dict[int, str | None] = dict.fromkeys(missing.offers)
        show_button(
            file,
            text("Read none of them"),
            f"none:{name}",
            lambda requested: replace(requested, columns={**requested.columns, **unread}),
            text,
            "tertiary",
        )
    if table is not tables.ACTIVITIES or name not in VALUE_COLUMNS:
        return
    if name == "reached":
        label = text("Leave as not reported")
        show_button(file, label, "none:reached", _setter(name, NOT_REPORTED), text, "tertiary")
        return
    if missing.place_rows:
        label = text.n(
            "Assign by district or place ({n} row)",
            "Assign by district or place ({n} rows)",
            missing.place_rows,
        )
        show_button(file, label, "place:oblast", _setter(name, PLACE_REGION), text)
    if names := _value_names(view, file, name):
        note = text("Day not reported") if name == "date" else None
        show_list(
            text(CHOOSE_VALUE[name]),
            text(CHOOSE_VALUE[name]),
            names,
            f"value-list:{file.number}:{name}:{text.lang}",
            lambda value: read_with(file, _setter(name, value, note)),
        )


def _value_names(view: View, file: SessionFile, name: str) -> Mapping[str, str]:
    """Return {code or period: name} of the values that a column may have in every row."""
    text, campaign = view.text, campaign_cache.current()
    if name == "date":
        report = file.report
        assert isinstance(report, ValidationReport) and report.detected is not None
        return {} if "end_date" in report.detected.fields else campaign_periods(campaign, text)
    if name == "type":
        names = {code: campaign.type_name(code, text) for code in campaign.type_codes}
    else:
        codes = [*campaign.places.codes, COUNTRY]
        names = {code: campaign.places.name(code, text) for code in codes}
    return dict(sorted(names.items(), key=lambda item: text.sort_key(item[1])))


def _setter(
    name: str, value: str, note: str | None = None
) -> Callable[[RequestedOptions], RequestedOptions]:
    """Return the change of options that gives a column this value in every row."""
    values = {name: value} if note is None else {name: value, "note": note}
    return lambda requested: replace(requested, file_values={**requested.file_values, **values})


def _with_column(
    file: SessionFile, at: int, name: str, requested: RequestedOptions
) -> RequestedOptions:
    """Return the options with the declared column `name` at this position of the file."""
    assert isinstance(file.report, ValidationReport) and file.report.detected is not None
    return with_column(requested, file.report.detected.fields, at, name)
