"""Charts that compare two campaigns: by day, by share of their days, by region and by type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from campaign.analysis.comparison import Axis, Comparison, only_in_one, value_at
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.indicators import INDICATORS, PLAN_SHARE
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Chart, with_scope, with_wide_line
from campaign.charts.compared import (
    NO_ROWS,
    Pace,
    RowNames,
    ValuePairs,
    change_words,
    paces_spec,
    paces_table,
    pairs_spec,
    pairs_table,
)
from campaign.charts.two_regions import pair_finding
from campaign.charts.wording import (
    end_sentence,
    full_names,
    join_sentences,
    people,
    short_names,
    to_sentence,
    type_names,
)
from campaign.domain.campaign import Edition
from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import N_, Text


def pace_by_day(view: View) -> Chart:
    """Return the people reached since the start, by day of each campaign."""
    title = view.text("People reached since the start, by day of the campaign")
    return _pace(view, "compare_days", title, "day")


def pace_by_share(view: View) -> Chart:
    """Return the people reached since the start, by share of each campaign’s days."""
    title = view.text("People reached since the start, by share of campaign days elapsed")
    return _pace(view, "compare_share", title, "share")


def paces_of(view: View) -> list[Pace]:
    """Return the running totals of both campaigns with their ranges; [] without a comparison."""
    comparison = view.comparison
    if comparison is None or comparison.is_unlike:
        return []
    names = campaign_names(view)
    return [Pace.of(name, rows) for name, rows in zip(names, comparison.paces, strict=True)]


def regions_of_both(view: View) -> Chart:
    """Return the indicator of every region in both campaigns, on one scale."""
    view = _without_plan(view)
    text, indicator, codes = view.text, view.indicator, view.campaign.places.codes
    names = RowNames(
        "oblast",
        text("Region"),
        short_names(view),
        full_names(view),
        view.selection.oblasts,
    )
    rows = _rows(view, lambda comparison: comparison.by_unit(indicator, codes))
    pairs = ValuePairs(rows, names, campaign_names(view), indicator)
    title = text("{indicator} by region in both campaigns", indicator=text(indicator.name))
    finding = count_finding(
        rows,
        N_(
            "{first} compared with {second} – regions with a higher value: {n}, with a "
            "lower value: {m}"
        ),
        view,
    )
    chart = _pairs("compare_regions", title, finding, pairs, view)
    chart = with_wide_line(chart, view.wide.line(text))
    return with_scope(chart, view, highlights=("place",))


def types_of_both(view: View) -> Chart:
    """Return the people reached, or the activities, by type in both campaigns, on one scale."""
    text, names = view.text, type_names(view)
    indicator = view.count_indicator
    row_names = RowNames("type", text("Type of activity"), names, names, view.selection.types)
    rows = _rows(view, lambda comparison: comparison.by_type(indicator, view.campaign.type_codes))
    pairs = ValuePairs(rows, row_names, campaign_names(view), indicator)
    title = text("{indicator} by type in both campaigns", indicator=text(indicator.name))
    finding = count_finding(
        rows,
        N_(
            "{first} compared with {second} – types with a higher value: {n}, with a lower "
            "value: {m}"
        ),
        view,
    )
    chart = _pairs("compare_types", title, finding, pairs, view)
    return with_scope(chart, view)


def map_of_first(view: View) -> Chart:
    """Return the map of the view's campaign, with the classes of both campaigns."""
    view = _without_plan(view)
    return _map(view, view, "map_first")


def map_of_second(view: View) -> Chart:
    """Return the map of the other campaign, with the classes of both; without one, only text."""
    view = _without_plan(view)
    return _map(view, view.other, "map_second")


def _without_plan(view: View) -> View:
    """Return the view without the share of the plan: each campaign has its own plan."""
    if view.selection.indicator != PLAN_SHARE.code:
        return view
    return replace(view, selection=replace(view.selection, indicator=Selection.indicator))


# The parts of the charts --------------------------------------------------------------------


def _map(view: View, side: View | None, key: str) -> Chart:
    text = view.text
    if side is None or comparison_absence(view):
        column = TableColumn("name", text("Region"))
        title = text("{indicator} by region", indicator=text(view.indicator.name))
        table = DataTable(pd.DataFrame({"name": []}), (column,))
        return Chart(key, title, comparison_absence(view), (view.source,), table)
    chart = by_region.overview_map(side)
    title = f"{campaign_name(side.edition, text)} · {chart.title}"
    return replace(chart, key=key, title=title)


def _sources(view: View) -> tuple[str, ...]:
    other = view.other
    return tuple(dict.fromkeys((view.source, *(() if other is None else (other.source,)))))


def _rows(view: View, rows_of: Callable[[Comparison], pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of a comparison; no rows if the campaigns are not compared."""
    comparison = view.comparison
    if comparison is None or comparison.is_unlike:
        return NO_ROWS
    return rows_of(comparison)


def _pace(view: View, key: str, title: str, axis: Axis) -> Chart:
    text, nothing, comparison = view.text, comparison_absence(view), view.comparison
    unit, reach = text("People reached since the start"), INDICATORS["reach"]
    paces, summary, finding = paces_of(view), nothing, ""
    if comparison is not None and not nothing:
        summary = pace_summary(comparison, view)
        finding = pace_finding(comparison, axis, view)
    chart = Chart(
        key=key,
        title=title,
        summary=summary,
        sources=_sources(view),
        table=paces_table(paces, text("Campaign"), unit, reach, text),
        spec=paces_spec(paces, axis, unit, reach, text, nothing=nothing),
        finding=finding,
    )
    return with_scope(chart, view)


def _pairs(key: str, title: str, finding: str, pairs: ValuePairs, view: View) -> Chart:
    text, nothing = view.text, comparison_absence(view)
    empty = nothing or text("No activities in this selection.")
    return Chart(
        key=key,
        title=title,
        summary=nothing or change_summary(pairs, view),
        sources=(*_sources(view), *by_region.population_source(view)),
        table=pairs_table(pairs, text),
        spec=pairs_spec(pairs, text, nothing=empty),
        pick=True,
        finding=finding,
    )


def campaign_name(edition: Edition, text: Text) -> str:
    """Return the name of a campaign in a legend, with a note if its register is illustrative."""
    if not edition.illustrative:
        return edition.title(text)
    return text("{campaign}, illustrative (invented) data", campaign=edition.title(text))


def campaign_names(view: View) -> tuple[str, str]:
    """Return the names of both campaigns; "" for the other one if there is none."""
    other = view.other
    second = "" if other is None else campaign_name(other.edition, view.text)
    return campaign_name(view.edition, view.text), second


def title_within(edition: Edition, text: Text) -> str:
    """Return the title of a campaign for use within a sentence: «кампания 2017 года»."""
    return _within(edition.title(text), edition)


def comparison_absence(view: View) -> str:
    """Return why there is no comparison of campaigns, in words; "" if there is one."""
    comparison, text = view.comparison, view.text
    if comparison is None:
        return text("Only one of the campaigns has a register.")
    if not comparison.is_unlike:
        return ""
    names = campaign_names(view)
    return text(
        "The two campaigns are not comparable: the mean number of people per activity is {n:1} "
        "in “{first}” and {m:1} in “{second}”. Their registers appear to count different kinds "
        "of activity.",
        first=names[0],
        second=names[1],
        n=comparison.first.mean,
        m=comparison.second.mean,
    )


def comparison_answer(view: View) -> str:
    """Return which campaign, or which of the two regions, is ahead; "" without a comparison."""
    if not view.has_register or view.is_empty:
        return ""
    comparison = view.comparison
    if comparison is not None and not comparison.is_unlike:
        return end_sentence(pace_finding(comparison, "day", view) or pair_finding(view))
    return end_sentence(pair_finding(view))


def pace_summary(comparison: Comparison, view: View) -> str:
    """Return the people reached by each campaign, and the number of days."""
    text, other, sides = view.text, view.other, (comparison.first, comparison.second)
    first, second = campaign_names(view)
    names = (first, second if other is None else _within(second, other.edition))
    return to_sentence(
        *(
            text(
                "{campaign}: {people} after {n} of {total} days",
                campaign=name,
                people=people(rows["reached"].iloc[-1], text),
                n=max(0, min(int(rows["day"].iloc[-1]), side.length)),
                total=side.length,
            )
            for name, rows, side in zip(names, comparison.paces, sides, strict=True)
        )
    )


def pace_finding(comparison: Comparison, axis: Axis, view: View) -> str:
    """Return which campaign is ahead on the last day or share that both have reached.

    "" if one of them has not begun.
    """
    text, other = view.text, view.other
    at = comparison.common_end(axis)
    if at is None or other is None:
        return ""
    moment = (
        text("Day {n}", n=at) if axis == "day" else text("After {share:%0} of the days", share=at)
    )
    first, second = (value_at(rows, axis, at) for rows in comparison.paces)
    if first == second:
        return text(
            "{moment}: both campaigns have reached the same number of people", moment=moment
        )
    return text(
        "{moment}: {campaign} ahead by {people}",
        moment=moment,
        campaign=title_within((view if first > second else other).edition, text),
        people=people(abs(first - second), text),
    )


def count_finding(rows: pd.DataFrame, message: str, view: View) -> str:
    """Return the numbers of rows in which the first campaign has more and less; "" for none."""
    text, other = view.text, view.other
    more, less = int((rows["change"] > 0).sum()), int((rows["change"] < 0).sum())
    if other is None or not more + less:
        return ""
    names = {"first": view.edition.title(text), "second": title_within(other.edition, text)}
    return text(message, n=more, m=less, **names)


def change_summary(pairs: ValuePairs, view: View) -> str:
    """Return the largest increase and decrease, and the rows of only one of the campaigns."""
    text, indicator = view.text, pairs.indicator
    is_type = pairs.names.key == "type"
    names = {code: text.quote(name) if is_type else name for code, name in pairs.names.full.items()}
    changes, sentences = pairs.rows["change"].dropna(), []
    if len(changes) and changes.max() > 0:
        name, change = names[str(changes.idxmax())], float(changes.max())
        words = change_words(change, indicator, text)
        sentences.append(text("Largest increase: {name}, {change}.", name=name, change=words))
    if len(changes) and changes.min() < 0:
        name, change = names[str(changes.idxmin())], float(changes.min())
        words = change_words(change, indicator, text)
        sentences.append(text("Largest decrease: {name}, {change}.", name=name, change=words))
    for side, codes in zip((view, view.other), only_in_one(pairs.rows), strict=True):
        if codes and side is not None:
            campaign = text.quote(side.edition.title(text))
            listing = text.list([names[code] for code in codes])
            sentences.append(text("Only in {campaign}: {names}.", campaign=campaign, names=listing))
    return join_sentences(*sentences)


def _within(name: str, edition: Edition) -> str:
    """Return a name for use within a sentence; the name of related work keeps its capital."""
    return name if edition.related else uncapitalize(name)
