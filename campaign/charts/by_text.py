"""Charts of text columns: organizers, partners, target groups, districts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from campaign.analysis.shared_numbers import once
from campaign.analysis.text_totals import EntryTotals, entry_totals, entry_totals_by_region
from campaign.analysis.view import View
from campaign.charts.bars import text_bars
from campaign.charts.bars.text_bars import Entries, TextWords
from campaign.charts.chart import Chart, build_chart, with_scope, with_wide_line
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
    """Return a bar for each leading organizer; a click on it selects the organizer."""
    of_all = replace(view, selection=replace(view.selection, organisers=()))
    selected = view.selection.organisers
    chart = _chart(view, _entry_totals(of_all, "organiser"), "organiser", ORGANISERS, selected)
    chart = replace(chart, key="organisers")
    # The summary is about all organizers.
    return with_scope(chart, view, highlights=("organisers",), mentions=("organisers",))


def partners(view: View) -> Chart:
    """Return a bar for each leading partner."""
    return with_scope(_chart(view, _entry_totals(view, "partners"), "partners", PARTNERS), view)


def audience_groups(view: View) -> Chart:
    """Return a bar for each leading target group."""
    chart = _chart(view, _entry_totals(view, "audience"), "audience", AUDIENCE_GROUPS)
    return with_scope(replace(chart, key="audience_groups"), view)


def districts(view: View) -> Chart:
    """Return a bar for each leading district of the selected regions, or of all regions."""
    text, places = view.text, view.campaign.places
    totals = _district_totals(view).in_words(view.edition.translations.get(text.lang))
    totals["region"] = [places.name(code, text) for code in totals["oblast"]]
    chart = _of_totals(view, "districts", totals, DISTRICTS)
    return with_scope(with_wide_line(chart, view.wide_line), view)


@once
def _entry_totals(view: View, column: str) -> EntryTotals:
    """Return the totals of the entries of a text column in the selected activities."""
    return entry_totals(text_groups(view, column), column)


@once
def _district_totals(view: View) -> EntryTotals:
    """Return the totals of the districts of the selected regions, or of all, region by region."""
    codes = view.campaign.places.codes
    selected = [code for code in codes if code in (view.selection.oblasts or codes)]
    return entry_totals_by_region(text_groups(view, "district"), "district", selected)


def text_groups(view: View, column: str) -> pd.DataFrame:
    """Return the selected activities by region and text `column`, as `Register.text_groups`.

    Raises ValueError if the edition has no register.
    """
    register = view.edition.register
    if register is None:
        raise ValueError(f"edition {view.edition.campaign_id} has no register")
    return register.text_groups((column,), view.selection.row_filter())


def _chart(
    view: View,
    entries: EntryTotals,
    column: str,
    words: TextWords,
    selected: Collection[str] = (),
) -> Chart:
    """Return the chart of a text column, with its entries in the reader's language."""
    totals = entries.in_words(view.edition.translations.get(view.text.lang))
    chart = _of_totals(view, column, totals, words, selected)
    if entries.overlaps:
        note = view.text(
            "an activity with several names in this field counts towards each of them, so the "
            "values are not summed"
        )
        chart = replace(chart, notes=(note,))
    return with_wide_line(chart, view.wide_line if view.selection.oblasts else "")


def _of_totals(
    view: View,
    key: str,
    totals: pd.DataFrame,
    words: TextWords,
    selected: Collection[str] = (),
) -> Chart:
    text, indicator = view.text, view.count_indicator
    query = key if key == "organiser" else ""
    entries = Entries(text_bars.prepare(totals, indicator), words, query, selected)
    title = text(words.title, indicator=text(indicator.name))
    return build_chart(key, title, text_bars, entries, view, pick=bool(query))
