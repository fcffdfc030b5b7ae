"""Charts of days: the timeline, one small chart per region, and the schedule."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from campaign.analysis.completeness import ActivityGaps, count_period_totals, gaps_of_view
from campaign.analysis.indicators import by_day, by_day_and_group, by_unit_and_day
from campaign.analysis.register_table import ListQuery, list_page
from campaign.analysis.uncertainty import running_ranges
from campaign.analysis.view import View, once_in_words
from campaign.analysis.view_numbers import once, once_in_country
from campaign.charts.calendar import calendar_of
from campaign.charts.chart import Chart, Parts, build_chart, with_scope, with_wide_line
from campaign.charts.reporting import silence_words
from campaign.charts.schedule import (
    MOST_ACTIVITIES,
    schedule_finding,
    schedule_spec,
    schedule_summary,
    schedule_table,
)
from campaign.charts.small_multiples import (
    bin_days,
    bin_values,
    panels_finding,
    panels_spec,
    panels_summary,
    panels_table,
)
from campaign.charts.spec import Timeline
from campaign.charts.timeline import (
    TimelineData,
    event_marks,
    timeline_finding,
    timeline_spec,
    timeline_summary,
    timeline_table,
    without_events,
)
from campaign.charts.wording import (
    full_names,
    join_sentences,
    short_names,
    to_sentence,
    type_names,
    wide_names,
)
from campaign.domain.register import FIRST_PAGE, RegisterAwayError
from campaign.i18n.translator import Text
from campaign.schema.region_codes import group_several

_LEAST_DAYS = 3
"""A shorter period without activity is not mentioned."""


@once_in_words
def timeline(view: View) -> Chart:
    """Return people per day and in total; all days are drawn, and days not selected fade."""
    text, data = view.text, _timeline_data(view)
    selected_days = data.daily.loc[slice(*map(str, view.days))]
    chart = Chart(
        key="timeline",
        title=text("People reached per day and since the start"),
        spec=timeline_spec(data, event_marks(view.edition, text), text),
        finding=timeline_finding(selected_days, text),
        summary=join_sentences(
            timeline_summary(selected_days, text),
            view.undrawn_line,
            _gap_sentence(view),
            _totals_note(view),
        ),
        sources=(view.source, text("milestones and reported events: see the list")),
        table=timeline_table(data, text),
        pick=True,
        brush=True,
    )
    return with_scope(chart, view, highlights=("dates",))


def slide_timeline(view: View) -> Chart:
    """Return the timeline for a slide: the columns, as high as possible, without running total.

    The running total is on the slide of the plan. The names beside the marks replace their legend.
    """
    chart, text = timeline(view), view.text
    assert isinstance(chart.spec, Timeline)
    legend = tuple(key for key in chart.spec.legend if key.mark in ("area", "hollow", "dot"))
    spec = replace(chart.spec, legend=legend, total_ticks=(), plan=(), end_words="")
    return replace(chart, title=text("People reached per day"), spec=spec)


def listed_timeline(view: View) -> Chart:
    """Return the timeline for a page with the list of its milestones and reported events.

    The list explains the numbers of marks without a label.
    """
    chart = timeline(view)
    assert isinstance(chart.spec, Timeline)
    return replace(chart, spec=replace(chart.spec, has_list=True))


def overview_timeline(view: View) -> Chart:
    """Return the timeline with less height and without event marks, for the overview."""
    chart = timeline(view)
    assert isinstance(chart.spec, Timeline)
    spec = without_events(chart.spec, view.text)
    return replace(chart, spec=spec, sources=(view.source,), compact=True)


def small_multiples(view: View) -> Chart:
    """Return a small chart per region on a common scale; regions not selected fade."""
    text = view.text
    title = text("People reached per day in each region, on a common scale")
    if bin_days(calendar_of(view)) > 1:
        title = text("People reached per week in each region, on a common scale")
    parts = Parts(panels_spec, panels_finding, panels_summary, panels_table)
    chart = build_chart("multiples", title, parts, _bins(view), view)
    summary = join_sentences(chart.summary, view.undrawn_line, _totals_note(view))
    chart = with_wide_line(replace(chart, summary=summary), view.wide_line)
    return with_scope(chart, view, highlights=("place",))


def schedule(view: View) -> Chart:
    """Return the selected activities on the calendar; activities of several days are bars."""
    text, calendar, regions = view.text, calendar_of(view), short_names(view)
    register = view.edition.register
    assert register is not None
    spans = register.spans(view.selection.row_filter())
    listed_view = view
    if view.undrawn_line:
        first, last = view.days
        listed_view = replace(view, selection=replace(view.selection, start=first, end=last))
    by_date = ListQuery("", "date", False)
    rows = list_page(listed_view, by_date, MOST_ACTIVITIES, FIRST_PAGE).rows
    full = full_names(view)
    if view.selection.oblasts:
        regions = {code: name for code, name in regions.items() if code in view.selection.oblasts}
    elif view.wide.codes:
        rows, spans = (each.assign(oblast=group_several(each["oblast"])) for each in (rows, spans))
        regions = {**regions, **wide_names(view, view.wide)}
    names = {code: full.get(code, name) for code, name in regions.items()}
    chart = Chart(
        key="schedule",
        title=text("Activities by region and date"),
        finding=schedule_finding(spans, names, text),
        spec=schedule_spec(rows, regions, view.campaign.types, calendar, text),
        summary=join_sentences(schedule_summary(spans, names, text), view.undrawn_line),
        sources=(view.source,),
        table=schedule_table(rows, names, type_names(view), text),
        brush=True,
    )
    if view.selection.oblasts:
        chart = with_wide_line(chart, view.wide_line)
    return with_scope(chart, view)


@once
def _timeline_data(view: View) -> TimelineData:
    """Return every day of the campaign, for the regions and types of the selection."""
    calendar, totals = calendar_of(view), view.edition.shown_rows(view.totals(dates=False))
    return TimelineData(
        by_day(totals, calendar.first, calendar.last),
        by_day_and_group(totals, view.campaign.types),
        calendar,
        selected_days=(view.selection.start, view.selection.end),
        ranges=running_ranges(view),
        plan=view.plan("reach"),
    )


@once_in_country
def _bins(view: View) -> pd.DataFrame:
    """Return the weeks or days of all regions, as `panels.bin_values`."""
    rows = by_unit_and_day(view.edition.shown_rows(view.wide.totals))
    return bin_values(rows, calendar_of(view), view.days)


def _gap_sentence(view: View) -> str:
    """Return the periods without activity between the selected activities; "" without a gap."""
    try:
        return gap_summary(gaps_of_view(view), view.text)
    except RegisterAwayError:
        return ""


def _totals_note(view: View) -> str:
    """Return how many totals of a month or of the campaign count on a single day; "" for none."""
    count = count_period_totals(view)
    note = view.text.n(
        "{n} monthly or campaign total is shown on the first day of its period.",
        "{n} monthly or campaign totals are shown on the first day of their period.",
        count,
    )
    return note if count else ""


def gap_summary(gaps: ActivityGaps, text: Text) -> str:
    """Return the longest period, whole weeks, and days of the week without activity, in words.

    "" if there is nothing to mention.
    """
    sentences = []
    if gaps.longest is not None and gaps.longest.days >= _LEAST_DAYS:
        silence = silence_words(gaps.longest, text)
        sentences.append(text("Longest period without activities: {silence}", silence=silence))
    if gaps.empty_weeks:
        sentences.append(
            text(
                "Complete weeks without activities, from first to last activity: {n} of {of}",
                n=gaps.empty_weeks,
                of=gaps.weeks,
            )
        )
    if gaps.empty_weekdays:
        days = text.list(text.weekday(day) for day in gaps.empty_weekdays)
        sentences.append(
            text.n(
                "Day of the week without activities: {days}",
                "Days of the week without activities: {days}",
                len(gaps.empty_weekdays),
                days=days,
            )
        )
    return join_sentences(*map(to_sentence, sentences))
