"""The contents of the preview picture of a link: title, numbers and a chart of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from campaign.analysis.kpi_words import Kpi, kpi_words
from campaign.analysis.published_words import qualified_value
from campaign.analysis.reconciliation import INDICATOR_NAMES
from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.analysis.view import View
from campaign.charts import by_region, by_type, coverage, over_time, plan
from campaign.charts.body import Timeline
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Build, Chart
from campaign.charts.words.wording import add_notes
from campaign.domain.source_sites import sites
from campaign.i18n.translator import N_

MOST_NUMBERS = 3
RELATED = N_(
    "This was not the “100 Days” campaign but related work. Its numbers were counted "
    "differently and cannot be compared with those of the campaign."
)


@dataclass(frozen=True)
class LinkPage:
    """A page with a preview picture: its title (a message id), its main chart, its KPIs.

    `numbers` are codes of `kpi_words`; codes that a view does not have are omitted.
    """

    title: str
    chart: Build
    numbers: tuple[str, ...]


LINK_PAGES: Mapping[str, LinkPage] = {
    "overview": LinkPage(
        N_("The campaign in numbers"),
        by_region.overview_map,
        ("reach", "activities"),
    ),
    "map": LinkPage(N_("People reached by region"), by_region.overview_map, ("reach", "rate")),
    "timeline": LinkPage(
        N_("People reached over time"), over_time.timeline, ("reach", "activities")
    ),
    "activities": LinkPage(
        N_("Activities by type"), by_type.leading_types, ("reach", "activities")
    ),
    "region": LinkPage(N_("Regions"), by_region.overview_map, ("reach", "rate", "rank")),
    "coverage": LinkPage(N_("Reach relative to population"), coverage.rates, ("reach", "rate")),
    "plan": LinkPage(N_("Plan and pace"), plan.pace, ("reach", "activities")),
}
"""{stem of a page: its preview picture}."""


@dataclass(frozen=True)
class LinkCard:
    """The contents of a picture, in the reader's language; "", () or None if there is none.

    `subtitle` is the edition with the selection; `notes` are sentences in place of a chart.
    """

    title: str
    subtitle: str
    numbers: tuple[Kpi, ...]
    chart: Chart | None
    notes: tuple[str, ...]
    disclaimer: str
    source: str


def card_of(view: View, page: str) -> LinkCard:
    """Return the contents of a page's picture. Raises KeyError for a page without a picture."""
    link_page = LINK_PAGES[page]
    if view.edition.status == "published_only":
        return _words_of_other_year(view)
    title, subtitle = view.text(link_page.title), _subtitle(view)
    region = shown_region(view) if page == "region" else None
    if region is not None:
        # For several regions the page shows the first one; the numbers are of the same region.
        view = view_of_region(view, region)
        title = view.campaign.places.heading(region, view.text)
        days_and_types = view.scope.parts(without=("place",))
        subtitle = " · ".join((view.edition.title(view.text), *days_and_types))
    if view.absence:
        return LinkCard(title, subtitle, (), None, (view.absence,), view.disclaimer, "")
    figures = {kpi.code: kpi for kpi in kpi_words(view)}
    kpis = tuple(figures[code] for code in link_page.numbers if code in figures)
    chart = _chart(view, link_page)
    body = None if chart is None else chart.body
    # Milestones have their own sources; the timeline on the picture has no milestones.
    sources: tuple[str, ...] = (view.source,)
    notes = ""
    if chart and not isinstance(body, Timeline):
        sources, notes = chart.sources, chart.note_sentences
    return LinkCard(
        title,
        subtitle,
        kpis,
        chart=None if body is None else chart,
        notes=(chart.finding, chart.summary) if chart and body is None else (),
        disclaimer=view.disclaimer,
        source=_source(view, sources, notes),
    )


def _chart(view: View, page: LinkPage) -> Chart | None:
    """Return the chart of the page; None for a timeline of an edition without days."""
    if page.chart is over_time.timeline and Calendar.of(view.edition) is None:
        return None
    return page.chart(view)


def _subtitle(view: View) -> str:
    """Return the edition and the selection, or the edition with its days."""
    scope = view.scope.line
    return f"{view.edition.title(view.text)} · {scope}" if scope else view.filters


def _words_of_other_year(view: View) -> LinkCard:
    """Return the published values of an edition without a register, with their source."""
    text, edition = view.text, view.edition
    kpis = tuple(_published_kpi(view, row) for _, row in edition.published.iterrows())
    notes = [
        text(RELATED) if edition.related else "",
        view.absence,
        "" if kpis else text("No published figure was found."),
        edition.notes.get(text.lang, ""),
    ]
    return LinkCard(
        title=edition.name(text),
        # The title of related work begins with its name, which is already the title of the card.
        subtitle=edition.campaign_id if edition.related else edition.title(text),
        numbers=kpis[:MOST_NUMBERS],
        chart=None,
        notes=tuple(filter(None, notes)),
        disclaimer=view.disclaimer,
        source=_source(view, sites([edition.source])),
    )


def _published_kpi(view: View, row: pd.Series) -> Kpi:
    code = str(row["indicator"])
    value, label = qualified_value(row, view.text), view.text(INDICATOR_NAMES[code])
    return Kpi(code, label, value, view.text("Published figures"))


def _source(view: View, sources: Sequence[str], notes: str = "") -> str:
    """Return the sources, followed by the notes on the method; "" if there are no sources."""
    if not sources:
        return ""
    return add_notes(f"{view.text('Sources')}: {'; '.join(sources)}", notes)
