"""The slides of a presentation: title and notes in three languages, a chart and its selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from campaign.analysis.comparison import default_other
from campaign.analysis.kpi_words import Kpi, finding, kpi_words
from campaign.analysis.provenance import build_provenance
from campaign.analysis.selection import Selection
from campaign.analysis.text_totals import UNSTATED, text_totals
from campaign.analysis.view import View
from campaign.charts import by_region, coverage, over_time
from campaign.charts.by_campaign import title_within
from campaign.charts.by_text import text_groups
from campaign.charts.chart import Build, Chart
from campaign.charts.chart_list import SLIDE_CHARTS
from campaign.charts.page_answers import insight_sentences
from campaign.charts.plan import has_plan
from campaign.domain.campaign import Campaign
from campaign.domain.source_sites import sites
from campaign.i18n.number_format import add_no_break_spaces
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.theme.style import LIGHT, Style

MOST_ORGANISERS = 3
"""The most organizers named; the others are counted."""

SLIDE_KINDS: Mapping[str, Build | None] = {
    "text": None,
    "cover": None,
    "headline": None,
    "insights": None,
    **{key: entry.build for key, entry in SLIDE_CHARTS.items()},
}
"""{kind of a slide: function that builds its chart}; None for slides of text and of KPIs."""

WORDS_ONLY = ("text", "cover")
"""Slides of text that need no activities."""
COMPARED = ("compare_days", "compare_share", "compare_regions", "compare_types")
"""Slides of two campaigns."""
MOST_INSIGHTS = 4
"""The most insights on a slide; its notes have all."""

_COVERAGE = ("rates", "ranks", "shares", "concentration")
_PLAN = ("plan", "plan_regions", "plan_types")

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
            return insight_sentences(view)[:MOST_INSIGHTS]
        facts = cover_lines(view) if self.kind == "cover" else []
        return [*self.lines_in(view.text.lang), *facts]

    def kpis(self, view: View) -> tuple[Kpi, ...]:
        """Return the KPIs of the slide; () if it has none or if there are no activities."""
        return () if self.kind != "headline" or view.absence else kpi_words(view)

    def finding(self, view: View) -> str:
        """Return the sentences about the KPIs; "" if the slide has none or without activities."""
        return "" if self.kind != "headline" or view.absence else finding(view)

    def view(self, campaign: Campaign, lang: str, style: Style, edition: str | None = None) -> View:
        """Return the view of the slide's selection; `edition` is for a slide that names none.

        On a slide of two campaigns that names only one, the other is the newest with a register.
        """
        query = dict(self.query)
        if edition is not None:
            query.setdefault("edition", edition)
        selection = replace(Selection.from_query(query, campaign), lang=lang)
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
        elif build is over_time.timeline:
            build = over_time.slide_timeline
        chart = build(view)
        # The lowest rate is the headline of the map, and most people missing that of their gaps.
        return replace(chart, finding="") if build is coverage.rates else chart

    def sources(self, view: View, chart: Chart | None) -> tuple[str, ...]:
        """Return the sources of the contents of the slide, the register's first, each once.

        For text and a campaign without a register they are its own, or else those of the published
        figures. `chart` is the result of the method `chart` for this view.
        """
        if self.kind == "text" or not view.has_register:
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
        ("timeline", N_("People reached over time")),
        ("leading_types", N_("Activities by type")),
        ("plan", N_("Progress against plan")),
        ("compare_days", N_("Two campaigns by day")),
        ("insights", N_("Key findings")),
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


@dataclass(frozen=True)
class Omissions:
    """The reason why each slide of a list is omitted, in order; "" for a slide that is shown.

    Of the slides of one selection without activities the first is shown, and says so. If all slides
    would be omitted, all are shown: each slide then says why it is empty.
    """

    reasons: tuple[str, ...]

    @classmethod
    def of(
        cls, slides: Sequence[Slide], campaign: Campaign, lang: str, edition: str | None = None
    ) -> Omissions:
        """Return the omissions of these slides; `edition` is for slides that name no edition."""
        reasons, empty = [], set()
        for slide in slides:
            view = slide.view(campaign, lang, LIGHT, edition)
            reason = omission(slide, view)
            if not reason and not slide.is_words and view.is_empty:
                reason = view.absence if view.filters in empty else ""
                empty.add(view.filters)
            reasons.append(reason)
        return cls(tuple(reasons) if not all(reasons) else ("",) * len(reasons))

    def shown(self, slides: Sequence[Slide]) -> tuple[Slide, ...]:
        """Return the slides that are shown."""
        return tuple(s for s, reason in zip(slides, self.reasons, strict=True) if not reason)

    def position(self, place: int) -> int:
        """Return the number (from 1) among the shown slides of the slide at index `place`."""
        return 1 + sum(not reason for reason in self.reasons[:place])


def omission(slide: Slide, view: View) -> str:
    """Return why the view has no data for a slide; "" if it has, or if the slide needs none.

    Filters without any activity are not a reason: see `Omissions`.
    """
    text, kind = view.text, slide.kind
    if not view.has_register:
        # The cover is shown and gives the reason.
        return "" if slide.is_words else view.absence
    is_optional = kind in (*_COVERAGE, *_PLAN, *COMPARED)
    if not is_optional or view.is_empty:
        return ""
    if kind in _PLAN and not has_plan(view):
        return text("This campaign has no plan")
    if kind in _COVERAGE and view.basis.population is None:
        return text("The population of the regions is not known.")
    chart = slide.chart(view)
    # If a chart of a plan or of two campaigns has no rows, its summary gives the reason.
    return chart.summary if chart is not None and chart.table.frame.empty else ""


def shown_slides(
    slides: Sequence[Slide], campaign: Campaign, lang: str, edition: str | None = None
) -> tuple[Slide, ...]:
    """Return the slides for which the campaign has data; all slides if it has data for none."""
    return Omissions.of(slides, campaign, lang, edition).shown(slides)
