"""Charts that answer who and for whom: organizers, partners, target groups."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from campaign.analysis.indicators import INDICATORS, Indicator
from campaign.analysis.text_totals import UNSTATED, text_totals
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


def organisers(view: View) -> Chart:
    """Who held the activities: a bar for each leading organizer, which a click selects."""
    rows = activities_of(view, organisers=False)
    selected = view.selection.organisers
    chart = _chart(view, rows, "organiser", ORGANISERS, selected)
    chart = replace(chart, key="organisers", pick=True)
    return with_scope(chart, view, highlights=("organisers",))


def partners(view: View) -> Chart:
    """Who helped: a bar for each leading partner."""
    return with_scope(_chart(view, activities_of(view), "partners", PARTNERS), view)


def audience_groups(view: View) -> Chart:
    """For whom the activities were: a bar for each leading target group."""
    chart = _chart(view, activities_of(view), "audience", AUDIENCE_GROUPS)
    return with_scope(replace(chart, key="audience_groups"), view)


def activities_of(view: View, *, organisers: bool = True) -> pd.DataFrame:
    """The selected activities. Raises ValueError where the edition has no register."""
    activities = view.edition.activities
    if activities is None:
        raise ValueError(f"edition {view.edition.campaign_id} has no register")
    return view.selection.apply(activities, organisers=organisers)


def _chart(
    view: View,
    rows: pd.DataFrame,
    column: str,
    words: TextWords,
    selected: Collection[str] = (),
) -> Chart:
    text, indicator = view.text, _indicator(view)
    totals = text_totals(rows, column, view.edition.translations.get(text.lang, {}))
    frame = text_bars.prepare(totals, indicator)
    stated = totals[totals.index != UNSTATED]
    sources = [view.source]
    if int(stated["activities"].sum()) > int(rows[column].notna().sum()):
        sources.append(text("an activity with several of them counts for each: no sum is formed"))
    chart = Chart(
        key=column,
        title=text(words.title, indicator=text(indicator.name)),
        body=text_bars.build(
            frame,
            indicator,
            words,
            text,
            query=column if column == "organiser" else "",
            selected=selected,
        ),
        summary=text_bars.summary(frame, indicator, words, text, selected=selected),
        sources=tuple(sources),
        table=text_bars.to_table(frame, words, text, selected=selected),
        finding=text_bars.finding(frame, indicator, words, text, selected=selected),
    )
    return with_wide_line(chart, view.wide_line if view.selection.oblasts else "")


def _indicator(view: View) -> Indicator:
    """People or activities: a rate has no population of an organizer to rest on."""
    return INDICATORS["activities" if view.indicator.code == "activities" else "reach"]
