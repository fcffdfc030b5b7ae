"""A table with months, weeks or oblasts as columns: explained, and read as totals by a click."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.exports.data_check.templates import template_csv
from campaign.i18n.translator import N_, Text
from campaign.ingest.options import PERIOD_SIGN, WideRequest
from campaign.ingest.parse.periods import days_of_month
from campaign.ingest.parse.wide_table import WideTable
from campaign.ingest.report import ValidationReport
from campaign.ingest.sheets.wide_register import (
    MEASURES,
    MONTH_NOTE,
    PERIOD_NOTE,
    can_be_totals,
    has_counts,
    has_weeks,
    missing_answers,
)
from campaign.schema import tables
from campaign.schema.data_dictionary import column_label
from campaign.ui.upload.option_changes import read_with
from campaign.ui.upload.periods import campaign_days, campaign_periods, period_words
from campaign.ui.upload.session_files import SessionFile
from campaign.ui.upload.template_downloads import show_download, show_template_workbook

_TEMPLATES = {
    "plan_columns": (tables.TARGETS, N_("Template for a plan (CSV)")),
    "population_columns": (tables.POPULATION, N_("Template for population (CSV)")),
}
"""{rule of the issue: (table, label of the download)}."""

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


def show_wide_table(view: View, file: SessionFile) -> None:
    """Explain the wide table, and show the choices and the button that read it as totals."""
    report = file.report
    if not isinstance(report, ValidationReport) or report.wide is None:
        return
    text = view.text
    with st.container(key=f"wide-{file.number}"):
        if report.sources:
            st.button(
                text("Do not read the numbers as totals"),
                key=f"wide-undo:{file.number}:{text.lang}",
                type="tertiary",
                on_click=_set_request,
                args=(file, None),
            )
            return
        wide = report.wide
        can_be_read = can_be_totals(wide)
        lines = [_columns_sentence(wide, text), text(NUMBERS if can_be_read else ACTIVITIES)]
        st.html("".join(f'<p class="summary">{escape(line)}</p>' for line in lines))
        request = _ask(view, file, wide) if can_be_read else None
        with st.container(horizontal=True):
            if request is not None:
                st.button(
                    text("Read the numbers as totals"),
                    key=f"wide-read:{file.number}:{text.lang}",
                    type="primary",
                    disabled=bool(missing_answers(wide, request)),
                    on_click=_set_request,
                    args=(file, request),
                )
            show_template_workbook(f"wide-template:{file.number}:{text.lang}", text)


def _columns_sentence(wide: WideTable, text: Text) -> str:
    headers = list(dict.fromkeys(column.header for column in wide.columns))
    more = [text("others")] if len(headers) > MOST_HEADERS else []
    columns = text.list([*map(text.quote, headers[:MOST_HEADERS]), *more])
    return text(COLUMNS_ARE[wide.columns_are], columns=columns)


def _ask(view: View, file: SessionFile, wide: WideTable) -> WideRequest:
    """Show a choice for each value that the table does not state, and return the answers."""
    text, campaign = view.text, campaign_cache.current()
    missing = missing_answers(wide, WideRequest())
    request = WideRequest(note=text(PERIOD_NOTE if wide.has("week") else MONTH_NOTE))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not has_counts(wide):
            # Even if a line above the table states it: that line may be misread.
            labels = {name: column_label(name, text) for name in MEASURES}
            label = text("What the numbers count")
            measure = _choose(file, "measure", label, labels, text, wide.measure)
            request = replace(request, measure=measure)
        if "oblast" in missing:
            names = {code: campaign.places.name(code, text) for code in campaign.places.codes}
            oblast = _choose(file, "oblast", text("Oblast or city"), names, text)
            request = replace(request, oblast=oblast)
        if "type" in missing:
            types = {code: campaign.type_name(code, text) for code in campaign.type_codes}
            types = dict(sorted(types.items(), key=lambda item: text.sort_key(item[1])))
            kind = _choose(file, "type", text("Type of activity"), types, text)
            request = replace(request, type=kind)
        if "year" in missing:
            years = {str(year): str(year) for year in _years(campaign)}
            year = _choose(file, "year", text("Year"), years, text)
            request = replace(request, year=None if year is None else int(year))
        if "period" in missing:
            request = _ask_period(view, file, wide, request)
    return request


def _ask_period(
    view: View, file: SessionFile, wide: WideTable, request: WideRequest
) -> WideRequest:
    """Show the choice of the period of all numbers, or of the campaign whose weeks are numbered."""
    text, campaign = view.text, campaign_cache.current()
    if wide.last_week:
        label, default = text("Campaign whose first week is week 1"), None
        periods: Mapping[str, str] = {
            f"{start}{PERIOD_SIGN}{end}": period_words(f"{start}{PERIOD_SIGN}{end}", text)
            for start, end in campaign_days(campaign)
            if has_weeks(start, end, wide.last_week)
        }
    else:
        label, default = text("Period"), _month_above(wide)
        periods = campaign_periods(campaign, text)
    if not periods:
        words = text(
            "No campaign has a week {n}. Write the first and the last day of each week in the "
            "header.",
            n=wide.last_week,
        )
        st.html(f'<p class="source">{escape(words)}</p>')
        return request
    period = _choose(file, "period", label, periods, text, default)
    if period is None:
        return request
    start, end = period.split(PERIOD_SIGN)
    is_month = (start, end) == days_of_month(*map(int, start.split("-")[:2]))
    note = MONTH_NOTE if is_month else PERIOD_NOTE
    return replace(request, start=start, end=end, note=text(note))


def _choose(
    file: SessionFile,
    name: str,
    label: str,
    names: Mapping[str, str],
    text: Text,
    default: str | None = None,
) -> str | None:
    """Show a choice of `names` ({code: name}); return the chosen code, initially `default`."""
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


def _years(campaign: Campaign) -> list[int]:
    return sorted({edition.start.year for edition in campaign.editions.values() if edition.start})


def _month_above(wide: WideTable) -> str | None:
    """Return the month named in the lines above the table, as a key of the periods, or None."""
    if wide.month is None or not (wide.month[0] or wide.year):
        return None
    return PERIOD_SIGN.join(days_of_month(wide.month[0] or wide.year or 0, wide.month[1]))


def _set_request(file: SessionFile, request: WideRequest | None) -> None:
    read_with(file, lambda requested: replace(requested, wide=request))


def show_other_template(view: View, file: SessionFile) -> None:
    """Show the download of the template for a file that looks like a plan or like population."""
    text = view.text
    for rule in {issue.rule for issue in file.report.issues} & _TEMPLATES.keys():
        table, label = _TEMPLATES[rule]
        with st.container(key=f"other-table-{file.number}"):
            show_download(
                text(label),
                lambda table=table: template_csv(text, table),  # type: ignore[misc]
                f"{table.name}-template-{text.lang}.csv",
                f"other-template:{file.number}:{text.lang}",
                "secondary",
            )
