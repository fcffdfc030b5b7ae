"""One page of the brief, as data for `brief.typ`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import segno

from campaign.analysis.insights import find_insights
from campaign.analysis.kpi_words import finding
from campaign.analysis.provenance import build_provenance, source_of_population
from campaign.analysis.reconciliation import whole_campaign
from campaign.analysis.region_profile import RegionProfile
from campaign.analysis.view import View
from campaign.charts import by_type, over_time, plan
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart
from campaign.charts.page_answers import insight_sentence
from campaign.charts.region_text import (
    caution,
    gap_text,
    rank_sentence,
    summarize_country,
    summarize_ends,
)
from campaign.charts.wording import end_sentence, join_sentences
from campaign.domain.source_sites import sites
from campaign.exports.pdf.charts import BriefMap, map_of, timeline_of, types_of
from campaign.exports.pdf.kpi_rows import kpi_rows, published_rows
from campaign.i18n.letter_case import capitalize, capitalize_entry
from campaign.i18n.translator import Text

_BESIDE_MAP = ("lowest_rate", "highest_rate", "selection_rate")
"""Insights that are already in the heading or the summary of the map."""
_MOST_INSIGHTS = 4
MOST_TYPES = 5


def page_of(view: View, link: str, brief_map: BriefMap | None) -> dict[str, Any]:
    """Return the contents of the page of this view; `link` is its address, "" for none."""
    text = view.text
    empty = not view.has_register or view.is_empty
    timeline = types = None
    if not empty:
        timeline = over_time.timeline(view) if Calendar.of(view.edition) else None
        types = by_type.leading_types(view, MOST_TYPES)
    region_map = brief_map.mark_selection(view) if brief_map else None
    about = build_provenance(view, title_of(view), _sources_of(view, region_map))
    # The title of the page and the first sentence name the selection. The other charts have their
    # findings next to them.
    summaries = [] if region_map is None else [_map_summary(view, region_map)]
    return {
        "edition": view.edition.name(text),
        "place": view.subject,
        "filters": about.filters,
        "disclaimer": about.disclaimer,
        "notice": view.absence if empty else "",
        "numbers": kpi_rows(view) if view.has_register else published_rows(view),
        "apart": whole_campaign(view) if view.selection.filtered else "",
        "summaries": [
            capitalize(words)
            for words in (finding(view), *_insights(view), *_of_region(view), *summaries)
            if words
        ]
        if not empty
        else [],
        "map": region_map and map_of(view, region_map),
        "timeline": timeline and timeline_of(view, timeline),
        "types": types and types_of(types, timeline),
        "sources": [capitalize_entry(line) for line in about.sources],
        "boundaries": about.boundaries if region_map else "",
        "stamp": about.stamp,
        "qr": _qr_of(link, text) if link else None,
        "more": None,
    }


def _map_summary(view: View, region_map: Chart) -> str:
    """Return the summary of the map, which is not next to it.

    For one region it omits rank and national rate if `finding` has them.
    """
    codes = view.selection.oblasts
    if len(codes) > 1:
        return region_map.summary
    if not codes:
        words = (summarize_country(view), caution(view))
    else:
        words = (summarize_ends(view), "")
        if view.indicator.code != "rate":
            words = (words[0], _rank_sentence(view, names_indicator=not words[0]))
    return join_sentences(*words, region_map.wide_line)


def _rank_sentence(view: View, *, names_indicator: bool) -> str:
    rank, name = view.region_rank(view.indicator), view.scope.place
    if names_indicator:
        name = f"{name} · {view.text(view.indicator.name)}"
    return rank_sentence(name, rank, view.indicator, view.text)


def _insights(view: View) -> list[str]:
    """Return at most `_MOST_INSIGHTS` insights that the page does not already contain."""
    insights = [i for i in find_insights(view) if i.code not in _BESIDE_MAP]
    return [insight_sentence(insight, view) for insight in insights[:_MOST_INSIGHTS]]


def _of_region(view: View) -> list[str]:
    """Return the gap of a single selected region to the national average, and its pace on plan.

    Both are on the second page of the country.
    """
    if len(view.selection.oblasts) != 1:
        return []
    profile = RegionProfile.of(view, view.selection.oblasts[0])
    on_plan = plan.pace(view).finding if plan.has_plan(view) else ""
    return [line for line in (gap_text(profile, view.text), end_sentence(on_plan)) if line]


def title_of(view: View) -> str:
    """Return the title of a file that contains only this page."""
    return f"{view.edition.name(view.text)} · {view.subject}"


def _sources_of(view: View, region_map: Chart | None) -> tuple[str, ...]:
    """Return the sources of the figures on the page other than the register."""
    text, edition = view.text, view.edition
    lines = list(region_map.sources) if region_map else []
    if view.has_register:
        lines += source_of_population(edition.population, edition, text)
    for name, rows in (
        (text("Published figures"), edition.published),
        (text("Milestones"), edition.milestones),
    ):
        if names := sites(rows["source"]):
            lines.append(f"{name}: {', '.join(names)}")
    return tuple(lines)


def _qr_of(link: str, text: Text) -> dict[str, Any] | None:
    """Return the QR code of an address: its dark modules as runs (x, y, length), and its texts.

    It is None if the address is too long for a code.
    """
    try:
        code = segno.make(link, micro=False, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
    runs = []
    rows = [bytes(row) for row in code.matrix_iter(border=0)]
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append([start, y, x - start])
                start = None
    return {
        "size": len(rows),
        "runs": runs,
        "url": link,
        "host": urlsplit(link).netloc,
        "caption": text("This view online"),
        "alt": text("QR code with the address of this view"),
    }
