"""The A4 brief as PDF: one page for a region, two for the country, or all of them in one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import segno

from campaign.analysis.insights import find_insights
from campaign.analysis.kpi_words import finding, kpi_words
from campaign.analysis.provenance import Provenance, build_provenance, source_of_population
from campaign.analysis.reconciliation import INDICATOR_NAMES, qualified_value, whole_campaign
from campaign.analysis.region_profile import RegionProfile
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_evidence, by_type, coverage, over_time, plan
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
from campaign.exports.pdf.charts import (
    BriefMap,
    map_of,
    print_pdf,
    section_of,
    timeline_of,
    types_of,
)
from campaign.exports.progress import PAGE, Parts, StepProgress, ignore_step
from campaign.i18n.letter_case import capitalize, capitalize_entry
from campaign.i18n.translator import Text
from campaign.render.size import A4
from campaign.theme.style import LIGHT


def kpi_rows(view: View) -> list[dict[str, str]]:
    """Return the KPIs as text; in a view without activities most values are "no activity"."""
    tiles = []
    for kpi in kpi_words(view):
        if view.is_empty and kpi.code not in ("activities", "units"):
            kpi = replace(kpi, value=view.text("no activity"), note="")
        tiles.append(
            {
                "code": kpi.code,
                "label": kpi.label,
                "value": kpi.value,
                "reference": kpi.reference,
                "note": kpi.note,
            }
        )
    return tiles


def published_rows(view: View) -> list[dict[str, str]]:
    """Return the published figures of a campaign without a register; [] for a filtered view."""
    if view.selection.filtered:
        return []
    text = view.text
    return [
        {
            "code": str(row["indicator"]),
            "label": text(INDICATOR_NAMES[str(row["indicator"])]),
            "value": qualified_value(row, text),
            "reference": text("Published figures"),
            "note": ", ".join(sites([row["source"]])),
        }
        for _, row in view.edition.published.iterrows()
        if row["indicator"] in INDICATOR_NAMES
    ]


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


_PAIRS = replace(A4, width=640)
_LINES = replace(A4, width=640, height=300)

TEMPLATE = Path(__file__).with_suffix(".typ")
COLOURS = (
    "text",
    "muted",
    "line",
    "accent",
    "outline",
    "surface",
    "mark",
    "mark_surface",
    "mark_text",
)
"""The colours of the light style that the template uses."""


def brief(view: View, link: str, progress: StepProgress = ignore_step) -> bytes:
    """Return the view on A4 as PDF/UA-1: two pages for the country, one for selected regions.

    The second page has coverage, plan and certainty, if the campaign has data for them.

    `link` is the address of this view, for the QR code; "" omits the code. The same view and link
    give the same bytes. For a view without activities, the page says so. Raises
    `charts.PdfError`.
    """
    view = replace(view, style=LIGHT)
    return _document([(view, link)], title_of(view), progress)


def briefs(
    view: View, link: Callable[[Selection], str], progress: StepProgress = ignore_step
) -> bytes:
    """Return a PDF/UA-1 with contents, a page for the country and one for each of the nine units.

    The oblasts of the view are ignored. `link` returns the address of the view of a page. Raises
    `charts.PdfError`.
    """
    text = view.text
    places: list[tuple[str, ...]] = [(), *((code,) for code in view.campaign.places.codes)]
    views = [
        View(view.campaign, replace(view.selection, oblasts=codes), text, LIGHT) for codes in places
    ]
    title = f"{views[0].edition.name(text)} · {text('By region')}"
    return _document([(view, link(view.selection)) for view in views], title, progress)


def _document(pages: Sequence[tuple[View, str]], title: str, progress: StepProgress) -> bytes:
    view = pages[0][0]
    text = view.text
    brief_map = BriefMap.of(view)
    parts = Parts(pages, PAGE, progress)
    contents = [page_of(page, address, brief_map) for page, address in parts]
    if len(pages) == 1:
        contents[0]["more"] = second_page_of(view)
    about = build_provenance(view, title)
    data = {
        "title": about.title,
        "description": " ".join(about.lines(with_map=True)),
        "keywords": [view.campaign.fingerprint],
        "lang": text.lang,
        "words": {
            "contents": text("Contents"),
            "sources": text("Sources"),
            "summary": text("In brief"),
        },
        "style": {name: getattr(view.style, name) for name in COLOURS},
        "cover": _cover_of(view, contents, about) if len(pages) > 1 else None,
        "pages": contents,
    }
    pdf = print_pdf(TEMPLATE, data, about.data_day)
    parts.finish()
    return pdf


def _cover_of(view: View, pages: Sequence[Mapping[str, Any]], about: Provenance) -> dict[str, Any]:
    """Return the page of contents, with people reached and activities of every page."""
    text = view.text
    rows = []
    for page in pages:
        values = {number["code"]: number["value"] for number in page["numbers"]}
        if view.has_register:
            rows.append([values["reach"], values["activities"]])
    return {
        "edition": view.edition.name(text),
        "subject": text("By region"),
        "filters": about.filters,
        "disclaimer": about.disclaimer,
        "heads": [text("People reached"), text("Activities"), text("Page")] if rows else [],
        "rows": rows,
        "boundaries": about.boundaries,
        "stamp": about.stamp,
    }


def second_page_of(view: View) -> dict[str, Any] | None:
    """Return the sections of the second page, its sources and notes; None if there is no such page.

    Only the whole country has one. A section without data is omitted: coverage if the population is
    unknown, the plan if there are no targets or none for the selected days.
    """
    if view.selection.oblasts or not view.has_register or view.is_empty:
        return None
    charts: list[tuple[str, Chart]] = []
    text = view.text
    if view.edition.population is not None:
        charts.append((text("Coverage"), coverage.rates(view)))
    if plan.has_plan(view):
        charts.append((text("Progress against plan"), plan.pace(view)))
    charts.append((text("Data completeness"), by_evidence.certainty(view)))
    sections = [(name, chart) for name, chart in charts if not chart.table.frame.empty]
    sources = dict.fromkeys(line for _, chart in sections for line in chart.sources)
    return {
        "title": " · ".join(name for name, _ in sections),
        "sections": [
            section_of(name, chart, _LINES if chart.key == "plan" else _PAIRS)
            for name, chart in sections
        ],
        "sources": [capitalize_entry(line) for line in sources],
        "notes": " ".join(chart.note_sentences for _, chart in sections if chart.notes),
    }
