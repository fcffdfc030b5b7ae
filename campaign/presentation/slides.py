"""The slides of a presentation: title and notes in three languages, a chart and its selection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import pandas as pd

from campaign.analysis.answers import end_rows, most_missing, region_answer
from campaign.analysis.comparison import default_other
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.kpi_words import Kpi, finding, kpi_words
from campaign.analysis.population_source import population_source
from campaign.analysis.provenance import build_provenance
from campaign.analysis.selection import Selection
from campaign.analysis.text_totals import UNSTATED, text_totals
from campaign.analysis.view import View
from campaign.charts import (
    by_region,
)
from campaign.charts.by_text import text_groups
from campaign.charts.chart import Build, Chart
from campaign.charts.chart_list import SLIDE_CHARTS
from campaign.charts.comparison.campaign_words import title_within
from campaign.charts.insight_words import insight_sentences
from campaign.charts.regions.region_rates import gap_words
from campaign.charts.words.answer_words import (
    LOWEST,
    absent_words,
    highest_words,
    most_missing_words,
    region_words,
)
from campaign.charts.words.wording import end_sentence, join_sentences, people
from campaign.domain.campaign import Campaign
from campaign.domain.source_sites import sites
from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.no_break import add_no_break_spaces
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.theme.style import Style

_RATE = INDICATORS["rate"]


def region_kpis(view: View) -> tuple[Kpi, ...]:
    """Return the rates of the lowest regions, lowest first, and of the highest, highest first.

    `code` is that of the region, `reference` its gap to the national average in people, `note` its
    rank and the people reached. Return () if fewer than two regions can be compared.
    """
    ranked = int(view.coverage["rate"].notna().sum())
    rows = pd.concat(end_rows(view))
    return tuple(_number(str(code), row, ranked, view) for code, row in rows.iterrows())


def regions_finding(view: View) -> str:
    """Return sentences: the lowest and the highest rate, most people missing, what a gap is.

    Return "" if fewer than two regions can be compared.
    """
    if not len(end_rows(view)[0]):
        return ""
    ends, gaps = region_answer(view, _RATE), view.coverage["gap"]
    most = most_missing(gaps, view.selection.oblasts)
    words = []
    if ends is not None:
        # Each tile has its gap to the average, so the sentences do not repeat it.
        low = region_words(LOWEST["rate"], ends.lowest, _RATE, view, ends.among)
        words += [absent_words(ends, view), low, highest_words(ends, _RATE, view)]
    words.append("" if most is None else most_missing_words(most, view))
    words.append(
        view.text("Gap: people reached minus the number that corresponds to the national average.")
    )
    return join_sentences(*map(end_sentence, words))


def _number(code: str, row: pd.Series, ranked: int, view: View) -> Kpi:
    text, gap = view.text, float(row["gap"])
    notes = []
    if not pd.isna(row["rate_rank"]):
        notes.append(text("rank: {rank} of {ranked}", rank=int(row["rate_rank"]), ranked=ranked))
        notes.append(people(float(row["reached"]), text))
    return Kpi(
        code=code,
        label=view.campaign.places.heading(code, text),
        value=_value(row, view),
        reference="" if pd.isna(gap) else text("Gap: {people}", people=gap_words(gap, view)),
        note=" · ".join(notes),
    )


def _value(row: pd.Series, view: View) -> str:
    if row["state"] == "no_activity":
        return view.text(MISSING_WORDS["no_activity"])
    return _RATE.format(float(row["rate"]), view.text)


MOST_ORGANISERS = 3
"""The most organizers named; the others are counted."""

SLIDE_KINDS: Mapping[str, Build | None] = {
    "text": None,
    "cover": None,
    "headline": None,
    "insights": None,
    "regions": None,
    **{key: entry.build for key, entry in SLIDE_CHARTS.items()},
}
"""{kind of a slide: function that builds its chart}; None for slides of text and of KPIs."""

WORDS_ONLY = ("text", "cover")
"""Slides of text that need no activities."""
COMPARED = ("compare_days", "compare_share", "compare_regions", "compare_types")
"""Slides of two campaigns."""

NUMBERS: Mapping[str, Callable[[View], tuple[Kpi, ...]]] = {
    "headline": kpi_words,
    "regions": region_kpis,
}
FINDINGS: Mapping[str, Callable[[View], str]] = {
    "headline": finding,
    "regions": regions_finding,
}
"""Functions for slides of KPIs: `NUMBERS` returns the KPIs, `FINDINGS` the sentences about them."""

MOST_SLIDES = 60
Words = Mapping[str, str]


@dataclass(frozen=True)
class Slide:
    """One slide. `title`, `notes` and `text` have a string for each language, "" if there is none.

    `kind` is a key of `SLIDE_KINDS`. `query` is the selection as in a link, without `lang`. With
    `play`, a map is animated over the days. `text` is the lines of a text slide or the first lines
    of a cover; `source` is the address of their source.
    """

    kind: str
    title: Words
    notes: Words = field(default_factory=lambda: MappingProxyType({}))
    query: Words = field(default_factory=lambda: MappingProxyType({}))
    text: Words = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
    play: bool = False

    @property
    def is_words(self) -> bool:
        """Whether the slide consists of text and is also shown if there are no activities."""
        return self.kind in WORDS_ONLY

    def title_in(self, lang: str) -> str:
        """Return the title in a language, or else in the first language that has one."""
        return _words_in(self.title, lang)

    def notes_in(self, lang: str) -> str:
        """Return the notes in a language, or else in the first language that has any, or ""."""
        return _words_in(self.notes, lang)

    def lines_in(self, lang: str) -> list[str]:
        """Return the lines of a text slide in a language, or else in the first that has any."""
        return [line.strip() for line in _words_in(self.text, lang).splitlines() if line.strip()]

    def lines(self, view: View) -> list[str]:
        """Return the lines of a slide: its own text, the facts of a cover, or the insights."""
        if self.kind == "insights":
            return insight_sentences(view)
        facts = cover_lines(view) if self.kind == "cover" else []
        return [*self.lines_in(view.text.lang), *facts]

    def kpis(self, view: View) -> tuple[Kpi, ...]:
        """Return the KPIs of the slide; () if it has none or if there are no activities."""
        build = NUMBERS.get(self.kind)
        return () if build is None or view.absence else build(view)

    def finding(self, view: View) -> str:
        """Return the sentences about the KPIs; "" if the slide has none or without activities."""
        build = FINDINGS.get(self.kind)
        return "" if build is None or view.absence else build(view)

    def view(self, campaign: Campaign, lang: str, style: Style, edition: str | None = None) -> View:
        """Return the view of the slide's selection; `edition` is for a slide that names none.

        On a slide of two campaigns that names only one, the other is the newest with a register.
        """
        query = dict(self.query)
        if edition is not None:
            query.setdefault("edition", edition)
        selection = replace(Selection.from_query(query, campaign), lang=lang)
        if self.kind == "regions":
            # A group of the population has other rates, and the slide does not name the group.
            selection = replace(selection, denominator=Selection.denominator)
        if self.kind in COMPARED and not selection.other:
            selection = replace(selection, other=default_other(selection.edition, campaign))
        return View(campaign, selection, Text.of(lang), style)

    def chart(self, view: View) -> Chart | None:
        """Return the chart; None for a slide of text or KPIs, or if the selection is empty."""
        build = SLIDE_KINDS[self.kind]
        if build is None or not view.has_register or view.is_empty:
            return None
        if build is by_region.choropleth and not self.play:
            build = by_region.overview_map
        return build(view)

    def sources(self, view: View, chart: Chart | None) -> tuple[str, ...]:
        """Return the sources of the contents of the slide, the register's first, each once.

        For a campaign without a register they are the sources of its published figures.
        `chart` is the result of the method `chart` for this view.
        """
        if self.kind == "text" and self.source:
            return tuple(sites([self.source]))
        if not view.has_register:
            return tuple(sites([self.source]) or sites([view.edition.source]))
        return tuple(dict.fromkeys((view.source, *self._other_sources(view, chart))))

    def method_notes(self, chart: Chart | None) -> str:
        """Return the notes on the method of the slide's chart as sentences; "" for none."""
        return "" if chart is None or chart.key == "timeline" else chart.note_sentences

    def _other_sources(self, view: View, chart: Chart | None) -> tuple[str, ...]:
        edition, own = view.edition, sites([self.source])
        if chart is not None and chart.key == "timeline":
            # A page lists the milestones with their sources below the chart; a slide has no list.
            addresses = [*edition.milestones["source"], *edition.reported["source_url"]]
            return (*sites(addresses), *own)
        if chart is not None:
            return (*chart.sources, *own)
        if self.kind == "regions":
            return (*population_source(view), *own)
        if self.kind == "headline" and not view.selection.filtered:
            return (*sites(edition.published["source"]), *own)
        return tuple(own)


def default_slides() -> tuple[Slide, ...]:
    """Return the slides for an edition without its own slides: one per question, without notes."""
    contents = (
        ("cover", N_("100 Days Against Human Trafficking")),
        ("headline", N_("The campaign in numbers")),
        ("map", N_("People reached by region")),
        ("rates", N_("Coverage: gap to the national average")),
        ("regions", N_("Lowest and highest rates, per 10,000 population")),
        ("timeline", N_("People reached over time")),
        ("leading_types", N_("Activities by type")),
        ("plan", N_("Plan and pace")),
        ("compare_days", N_("Two campaigns by day")),
        ("insights", N_("What stands out")),
    )
    return tuple(
        Slide(
            kind,
            MappingProxyType({lang: Text.of(lang)(title) for lang in LANGUAGES}),
            play=kind == "map",
        )
        for kind, title in contents
    )


def _words_in(words: Words, lang: str) -> str:
    ordered = [lang, *LANGUAGES]
    return add_no_break_spaces(next((words[name] for name in ordered if words.get(name)), ""))


def cover_lines(view: View) -> list[str]:
    """Return lines: the selection, the organizers (or why the view has no data), the data's date.

    The date is that of the data, never the day on which the presentation is shown.
    """
    lines = [
        _selection(view),
        view.absence or _organisers(view),
        build_provenance(view, "").data_line,
    ]
    return [line for line in lines if line]


def _selection(view: View) -> str:
    """Return the edition, the places, the days, and the selected types and organizers."""
    text, scope, edition = view.text, view.scope, view.edition
    dates = scope.dates
    if not dates and edition.first_day and edition.last_day:
        dates = text.date_range_short(*view.days)
    place = scope.place or text("Kyrgyzstan")
    parts = (title_within(edition, text), place, dates, scope.types, scope.organisers)
    return text("Selection: {what}", what=" · ".join(filter(None, parts)))


def _organisers(view: View) -> str:
    """Return the organizers with most people reached, and the number of others; "" if unknown.

    The organizers in an illustrative register are invented, and the line says so.
    """
    text, words = view.text, view.edition.translations.get(view.text.lang, {})
    totals = text_totals(text_groups(view, "organiser"), "organiser", words)
    names = [str(name) for name in totals["name"][totals.index != UNSTATED]]
    if not names:
        return ""
    leading, others = names[:MOST_ORGANISERS], len(names) - MOST_ORGANISERS
    listing = "; ".join(leading)
    if others > 0:
        listing = text("{names}; others: {n}", names=listing, n=others)
    if view.edition.illustrative:
        return text("Organizers (invented), by people reached: {names}", names=listing)
    return text("Organizers, by people reached: {names}", names=listing)
