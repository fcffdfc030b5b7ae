"""The slides of a presentation: title and notes in three languages, a chart and its selection."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from os.path import isfile
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli_w

from campaign.analysis.comparison import default_other
from campaign.analysis.headline_numbers import Kpi, finding, numbers
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import (
    by_campaign,
    by_evidence,
    by_region,
    by_text,
    by_type,
    coverage,
    over_time,
    plan,
    two_regions,
)
from campaign.charts.chart import Chart
from campaign.charts.insight_words import insight_sentences
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.presentation.cover import cover_lines
from campaign.presentation.region_numbers import region_numbers, regions_finding
from campaign.theme.style import Style

FIGURES: Mapping[str, Callable[[View], Chart] | None] = {
    "text": None,
    "cover": None,
    "headline": None,
    "insights": None,
    "regions": None,
    "map": by_region.choropleth,
    "ranking": by_region.region_ranking,
    "timeline": over_time.timeline,
    "multiples": over_time.small_multiples,
    "schedule": over_time.schedule,
    "breakdown": by_type.breakdown,
    "leading_types": by_type.leading_types,
    "heatmap": by_type.heatmap,
    "audience": by_type.audience,
    "media": by_type.media,
    "organisers": by_text.organisers,
    "partners": by_text.partners,
    "audience_groups": by_text.audience_groups,
    "districts": by_text.districts,
    "rates": coverage.rates,
    "ranks": coverage.ranks,
    "shares": coverage.shares,
    "concentration": coverage.concentration,
    "migrants": coverage.labour_migrants,
    "certainty": by_evidence.certainty,
    "missing": by_evidence.missing,
    "reports": by_evidence.reports,
    "report_shares": by_evidence.report_shares,
    "plan": plan.pace,
    "plan_regions": plan.by_region,
    "plan_types": plan.by_type,
    "compare_days": by_campaign.pace_by_day,
    "compare_share": by_campaign.pace_by_share,
    "compare_regions": by_campaign.regions_of_both,
    "compare_types": by_campaign.types_of_both,
    "region_paces": two_regions.region_paces,
    "region_types": two_regions.region_types,
}
"""What a slide may show; those without a chart are words and numbers."""

WORDS_ONLY = ("text", "cover")
"""Slides of words that need no activity."""
COMPARED = ("compare_days", "compare_share", "compare_regions", "compare_types")
"""Slides of two campaigns."""

NUMBERS: Mapping[str, Callable[[View], tuple[Kpi, ...]]] = {
    "headline": numbers,
    "regions": region_numbers,
}
FINDINGS: Mapping[str, Callable[[View], str]] = {
    "headline": finding,
    "regions": regions_finding,
}
"""What slides of numbers show, and what that says."""

MOST_SLIDES = 60
Words = Mapping[str, str]


class UnreadableSlides(ValueError):
    """A file of slides that cannot be used.

    `reason` is a code, or what the parser or the file system says. `slide` counts from 1; None
    for the whole file.
    """

    def __init__(self, reason: str, slide: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.slide = reason, slide


@dataclass(frozen=True)
class Slide:
    """One slide. `title`, `notes` and `text` hold a string per language, "" where there is none.

    `figure` is a key of `FIGURES`. `query` is the selection as in a link, without `lang`; `play`
    animates a map over the days. `text` holds the lines of a slide of words and the first ones of a
    cover, `source` the address that they come from.
    """

    figure: str
    title: Words
    notes: Words = field(default_factory=lambda: MappingProxyType({}))
    query: Words = field(default_factory=lambda: MappingProxyType({}))
    text: Words = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
    play: bool = False

    @property
    def is_words(self) -> bool:
        """True for a slide that is shown also where the selection has no activity."""
        return self.figure in WORDS_ONLY

    def title_in(self, lang: str) -> str:
        """Return the title in a language, else in the first that has one."""
        return _words_in(self.title, lang)

    def notes_in(self, lang: str) -> str:
        """Return the notes in a language, else in the first that has some; "" without any."""
        return _words_in(self.notes, lang)

    def lines_in(self, lang: str) -> list[str]:
        """Return the lines of a text slide in a language, else in the first that has some."""
        return [line.strip() for line in _words_in(self.text, lang).splitlines() if line.strip()]

    def lines(self, view: View) -> list[str]:
        """Return the lines of a slide of words: its own, the facts of a cover, or the insights."""
        if self.figure == "insights":
            return insight_sentences(view)
        facts = cover_lines(view) if self.figure == "cover" else []
        return [*self.lines_in(view.text.lang), *facts]

    def numbers(self, view: View) -> tuple[Kpi, ...]:
        """Return the numbers of a slide of numbers; () for others, or without activities."""
        build = NUMBERS.get(self.figure)
        return () if build is None or view.absence else build(view)

    def finding(self, view: View) -> str:
        """Return what the numbers of a slide of numbers say, in sentences; "" for others."""
        build = FINDINGS.get(self.figure)
        return "" if build is None or view.absence else build(view)

    def view(self, campaign: Campaign, lang: str, style: Style, edition: str | None = None) -> View:
        """Return the view of the slide's selection; of `edition` where the slide names none.

        Two campaigns: the other one is the newest with a register where the slide names none.
        """
        query = dict(self.query)
        if edition is not None:
            query.setdefault("edition", edition)
        selection = replace(Selection.from_query(query, campaign), lang=lang)
        if self.figure == "regions":
            # A group of the population has rates of its own, which the slide would not name.
            selection = replace(selection, denominator=Selection.denominator)
        if self.figure in COMPARED and not selection.other:
            selection = replace(selection, other=default_other(selection.edition, campaign))
        return View(campaign, selection, Text.of(lang), style)

    def chart(self, view: View) -> Chart | None:
        """Return the chart; None for words and numbers, or where the selection is empty."""
        build = FIGURES[self.figure]
        if build is None or not view.has_register or view.is_empty:
            return None
        if build is by_region.choropleth and not self.play:
            build = by_region.overview_map
        return build(view)


def parse_slides(content: str) -> tuple[Slide, ...]:
    """Return the slides of a TOML file, whose tables are `[[slide]]`, in older files `[[scene]]`.

    Raises `UnreadableSlides`; its reason is a code, or the words of the TOML parser.
    """
    try:
        document = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSlides(str(error)) from error
    entries = document.get("slide", document.get("scene"))
    if not isinstance(entries, list) or not entries or len(entries) > MOST_SLIDES:
        raise UnreadableSlides("slides")
    return tuple(_parse_slide(entry, number) for number, entry in enumerate(entries, 1))


def to_toml(slides: Iterable[Slide]) -> str:
    """Return the slides as TOML; `parse_slides` gives equal ones back."""
    return tomli_w.dumps({"slide": [_to_table(slide) for slide in slides]})


def find_slides_file(data: Path, edition: str) -> Path:
    """Return the path of the edition's slides, whether or not there is a file.

    It is `scenes.toml` where an older data folder has that file only.
    """
    path, older = (data / edition / name for name in ("slides.toml", "scenes.toml"))
    # Unlike Path.exists, isfile raises nothing in a folder that may not be entered.
    return older if isfile(older) and not isfile(path) else path


def read_slides(data: Path, edition: str) -> tuple[Slide, ...]:
    """Return the slides of the edition's file; the built-in ones where there is no file.

    Raises `UnreadableSlides`, also for a file that is there and cannot be opened.
    """
    try:
        content = find_slides_file(data, edition).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return default_slides()
    except (OSError, ValueError) as error:
        raise UnreadableSlides(str(error)) from error
    return parse_slides(content)


def default_slides() -> tuple[Slide, ...]:
    """Return the slides for an edition without its own: one for each question, without notes."""
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
            figure,
            MappingProxyType({lang: Text.of(lang)(title) for lang in LANGUAGES}),
            play=figure == "map",
        )
        for figure, title in contents
    )


def _parse_slide(entry: Any, number: int) -> Slide:
    if not isinstance(entry, dict) or str(entry.get("figure")) not in FIGURES:
        raise UnreadableSlides("figure", number)
    words = {name: _parse_words(entry.get(name, {}), number) for name in ("title", "notes", "text")}
    if not any(words["title"].values()):
        raise UnreadableSlides("title", number)
    query = entry.get("query", {})
    if not isinstance(query, dict) or not all(isinstance(v, str) for v in query.values()):
        raise UnreadableSlides("query", number)
    return Slide(
        figure=str(entry["figure"]),
        title=words["title"],
        notes=words["notes"],
        text=words["text"],
        query=MappingProxyType({k: v for k, v in query.items() if k != "lang"}),
        source=str(entry.get("source", "")),
        play=bool(entry.get("play", False)),
    )


def _parse_words(table: Any, number: int) -> Words:
    if not isinstance(table, dict):
        raise UnreadableSlides("words", number)
    return MappingProxyType({lang: str(table.get(lang, ""))[:4_000] for lang in LANGUAGES})


def _words_in(words: Words, lang: str) -> str:
    ordered = [lang, *LANGUAGES]
    return next((words[name] for name in ordered if words.get(name)), "")


def _to_table(slide: Slide) -> dict[str, Any]:
    """Return the fields of a slide that hold something, as TOML values."""
    table: dict[str, Any] = {"figure": slide.figure}
    if slide.play:
        table["play"] = True
    if slide.source:
        table["source"] = slide.source
    if slide.query:
        table["query"] = dict(slide.query)
    for name in ("title", "text", "notes"):
        words: Words = getattr(slide, name)
        if any(words.values()):
            table[name] = {lang: words[lang] for lang in LANGUAGES if words.get(lang)}
    return table
