"""Charts that answer who and for whom: organizers, partners, target groups, districts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from campaign.analysis.indicators import INDICATORS, Indicator
from campaign.analysis.text_totals import UNSTATED, text_totals, text_totals_by_region
from campaign.analysis.view import View
from campaign.charts import text_bars
from campaign.charts.chart import Chart, with_scope, with_wide_line
from campaign.charts.text_bars import TextWords
from campaign.i18n.translator import N_

ORGANISERS = TextWords(
    N_("{indicator} by organizer"),
    N_("Organizer"),
    N_("Organizers: {n}"),
    N_("organizer not stated (activities: {n})"),
    N_("rank among the organizers: {rank} of {ranked}"),
)
PARTNERS = TextWords(
    N_("{indicator} by partner"),
    N_("Partner"),
    N_("Partners: {n}"),
    N_("partners not stated (activities: {n})"),
)
AUDIENCE_GROUPS = TextWords(
    N_("{indicator} by target group"),
    N_("Target group"),
    N_("Target groups: {n}"),
    N_("target group not stated (activities: {n})"),
)
DISTRICTS = TextWords(
    N_("{indicator} by district"),
    N_("District"),
    N_("Districts: {n}"),
    N_("district not stated (activities: {n})"),
)


def organisers(view: View) -> Chart:
    """Who held the activities: a bar for each leading organizer, which a click selects."""
    rows = activities_of(view, "organiser", organisers=False)
    selected = view.selection.organisers
    chart = _chart(view, rows, "organiser", ORGANISERS, selected)
    chart = replace(chart, key="organisers", pick=True)
    # Its summary is of all organizers.
    return with_scope(chart, view, highlights=("organisers",), mentions=("organisers",))


def partners(view: View) -> Chart:
    """Who helped: a bar for each leading partner."""
    return with_scope(_chart(view, activities_of(view, "partners"), "partners", PARTNERS), view)


def audience_groups(view: View) -> Chart:
    """For whom the activities were: a bar for each leading target group."""
    chart = _chart(view, activities_of(view, "audience"), "audience", AUDIENCE_GROUPS)
    return with_scope(replace(chart, key="audience_groups"), view)


def districts(view: View) -> Chart:
    """In which districts: a bar for each leading district of the selected regions, or of all."""
    text, indicator, places = view.text, _indicator(view), view.campaign.places
    codes = [c for c in places.codes if c in (view.selection.oblasts or places.codes)]
    words = view.edition.translations.get(text.lang, {})
    totals = text_totals_by_region(activities_of(view, "district"), "district", codes, words)
    totals["region"] = [places.name(code, text) for code in totals["oblast"]]
    chart = _of_totals(view, "districts", text_bars.prepare(totals, indicator), DISTRICTS)
    return with_scope(with_wide_line(chart, view.wide_line), view)


def activities_of(view: View, column: str, *, organisers: bool = True) -> pd.DataFrame:
    """Return the region, attendance and text `column` of the selected activities.

    Raises ValueError where the edition has no register.
    """
    register = view.edition.register
    if register is None:
        raise ValueError(f"edition {view.edition.campaign_id} has no register")
    where = view.selection.row_filter(organisers=organisers)
    return register.rows(where, ("oblast", "reached", column))


def _chart(
    view: View,
    rows: pd.DataFrame,
    column: str,
    words: TextWords,
    selected: Collection[str] = (),
) -> Chart:
    """The chart of a text column of these activities, its entries in the reader's language."""
    text = view.text
    totals = text_totals(rows, column, view.edition.translations.get(text.lang, {}))
    frame = text_bars.prepare(totals, _indicator(view))
    chart = _of_totals(view, column, frame, words, selected)
    stated = totals[totals.index != UNSTATED]
    if int(stated["activities"].sum()) > int(rows[column].notna().sum()):
        note = text(
            "an activity with several names in this field counts towards each of them, so the "
            "values are not summed"
        )
        chart = replace(chart, sources=(*chart.sources, note))
    return with_wide_line(chart, view.wide_line if view.selection.oblasts else "")


def _of_totals(
    view: View,
    key: str,
    frame: pd.DataFrame,
    words: TextWords,
    selected: Collection[str] = (),
) -> Chart:
    """Return the chart of a frame of `text_bars.prepare`."""
    text, indicator = view.text, _indicator(view)
    return Chart(
        key=key,
        title=text(words.title, indicator=text(indicator.name)),
        body=text_bars.build(
            frame,
            indicator,
            words,
            text,
            query=key if key == "organiser" else "",
            selected=selected,
        ),
        summary=text_bars.summary(frame, indicator, words, text, selected=selected),
        sources=(view.source,),
        table=text_bars.to_table(frame, words, text, selected=selected),
        finding=text_bars.finding(frame, indicator, words, text, selected=selected),
    )


def _indicator(view: View) -> Indicator:
    """People or activities: a rate has no population of an organizer to rest on."""
    return INDICATORS["activities" if view.indicator.code == "activities" else "reach"]
