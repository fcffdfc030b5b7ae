"""The presentation as data: every slide in every language, as words, numbers and charts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.analysis.data_table import html
from campaign.analysis.provenance import build_provenance
from campaign.analysis.view import View
from campaign.charts.chart import Chart, subtitle
from campaign.charts.denominator import population_source
from campaign.charts.two_languages import with_second_names
from campaign.charts.wording import join_sentences
from campaign.domain.campaign import Campaign
from campaign.domain.source_sites import sites
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES, N_, Text
from campaign.presentation.notes import speaker_notes
from campaign.presentation.slides import Slide
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.plotly import figure as plotly
from campaign.render.plotly import figure_json
from campaign.render.plotly.second_language import second_language
from campaign.render.size import PROJECTOR

GEOMETRY = "oblasts"
"""Stands in every map for the boundaries, which the browser gets once."""

WORDS: Mapping[str, str] = {
    "slide": N_("Slide {n} of {total}"),
    "presentation": N_("Presentation"),
    "keys": N_("Keys"),
    "on": N_("Next slide"),
    "back": N_("Previous slide"),
    "first": N_("First slide"),
    "last": N_("Last slide"),
    "black": N_("Black screen"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "play_key": N_("Play or pause the map"),
    "table": N_("Table and sources"),
    "full": N_("Full screen"),
    "notes_key": N_("Speaker’s window"),
    "help": N_("Help"),
    "out": N_("Leave the presentation"),
    "edit": N_("Edit the slides"),
    "second": N_("Second language"),
    "print": N_("Print, one slide per page"),
    "close": N_("Close"),
    "notes": N_("Notes"),
    "no_notes": N_("No notes for this slide."),
    "now": N_("Current slide"),
    "next": N_("Next slide"),
    "end": N_("End of the presentation"),
    "elapsed": N_("Elapsed time"),
    "restart": N_("Reset the timer"),
    "touch": N_(
        "On a touch screen: tap the right half for the next slide, the left half for "
        "the previous slide."
    ),
    "failed": N_("The chart could not be drawn. Its values are in the table: press T."),
    "space": N_("Space"),
}
"""The words of the browser's own controls, as message ids; it gets them in every language."""

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-ZА-ЯЁӨҮҢ])")
_MOST_OF_HEADLINE = 76  # characters
_COLOURS = ("background", "surface", "text", "muted", "line", "accent", "mark_text")


@dataclass(frozen=True, eq=False)
class Presentation:
    """A presentation ready for the browser.

    `content` is JSON with the languages, the words, the colours and the text of all slides.
    `charts` gives for each slide and language the Plotly figure, its animation and its table, and
    for each second language what that changes on the figure, as far as it has them. `boundaries` is
    the address of the boundaries, "" where no slide has a map.
    `digest` changes with any of it.
    """

    content: Mapping[str, Any]
    charts: Sequence[Mapping[str, Any]]
    boundaries: str
    digest: str


def build_presentation(
    campaign: Campaign, slides: Sequence[Slide], edition: str | None = None
) -> Presentation:
    """Return the presentation of the slides; `edition` is shown where a slide names none.

    Raises ValueError without slides.
    """
    if not slides:
        raise ValueError("a presentation needs a slide")
    contents: list[dict[str, Any]] = []
    charts: list[dict[str, Any]] = []
    addresses: set[str] = set()
    views: dict[tuple[object, ...], View] = {}
    for slide in slides:
        texts, chart_parts = {}, {}
        slide_views: dict[str, View] = {}
        for lang in LANGUAGES:
            view = slide.view(campaign, lang, PROJECTOR_STYLE, edition)
            # Slides of one selection share what is computed for it.
            slide_views[lang] = views.setdefault(view.key, view)
        slide_charts = {lang: slide.chart(view) for lang, view in slide_views.items()}
        for lang, view in slide_views.items():
            chart = slide_charts[lang]
            more, chart_parts[lang] = _draw_chart(chart, view, addresses)
            if chart is not None and chart.has_drawing:
                chart_parts[lang]["second"] = {
                    other: second_language(
                        chart, with_second_names(chart, same), PROJECTOR_STYLE, PROJECTOR
                    )
                    for other, same in slide_charts.items()
                    if other != lang
                }
            texts[lang] = _write_slide(slide, view, chart) | {"more": more}
        contents.append({"figure": slide.figure, **texts})
        charts.append(chart_parts)
    content = {
        "langs": dict(LANGUAGE_NAMES),
        "words": {lang: _words(lang) for lang in LANGUAGES},
        "style": {name: getattr(PROJECTOR_STYLE, name) for name in _COLOURS},
        "hatch": PROJECTOR_STYLE.hatch,
        "slides": contents,
    }
    return Presentation(
        content=content,
        charts=charts,
        boundaries=min(addresses, default=""),
        digest=hashlib.sha256(to_json({"content": content, "charts": charts})).hexdigest()[:12],
    )


def to_json(value: Any) -> bytes:
    """Return compact UTF-8 JSON that also stands safely inside a `script` element."""
    text = figure_json.to_json(value).decode()
    # Every tag and comment that could end the element begins with “<”.
    for sign in ("<", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode()


def split_summary(summary: str) -> tuple[str, str]:
    """Return the finding, which is set large, and the rest.

    The finding is whole sentences, or the first part of one that is too long.
    """
    sentences = _SENTENCE_END.split(summary)
    headline = sentences.pop(0)
    while sentences and len(headline) + len(sentences[0]) < _MOST_OF_HEADLINE:
        headline += f" {sentences.pop(0)}"
    rest = " ".join(sentences)
    if len(headline) > _MOST_OF_HEADLINE and "; " in headline:
        headline, _, after = headline.partition("; ")
        rest = f"{capitalize(after)} {rest}".strip()
    return headline, rest


def _write_slide(slide: Slide, view: View, chart: Chart | None) -> dict[str, Any]:
    """Return all that a slide says in the language of the view."""
    text = view.text
    title, absence = slide.title_in(text.lang), _absence(slide, view)
    summary = chart.summary if chart is not None else ""
    kpis = slide.kpis(view)
    if kpis:
        summary = join_sentences(slide.finding(view), view.wide_line)
    headline, rest = split_summary(summary) if summary else ("", "")
    if chart is not None and chart.finding:
        headline, rest = chart.finding, summary
    sources = _sources(slide, view, chart)
    has_map = slide.figure == "map" and not absence
    about = build_provenance(view, title, sources)
    return {
        "title": title,
        "name": chart.title if chart is not None else "",
        "filters": "" if slide.is_words else subtitle(view, chart),
        "undated": "" if slide.is_words else _undated_note(view),
        "headline": headline,
        "rest": rest,
        "lines": [] if absence else slide.lines(view),
        "numbers": [
            {"code": n.code, "label": n.label, "value": n.value, "notes": [n.reference, n.note]}
            for n in kpis
        ],
        "nothing": absence,
        "undrawn": text("The map cannot be shown: the boundary file cannot be read.")
        if chart is not None and not chart.has_drawing
        else "",
        "notes": speaker_notes(slide, view, chart),
        "mark": view.mark,
        "source": text(
            "Source: {sources}. Data version: {fingerprint}.",
            sources="; ".join(sources),
            fingerprint=view.campaign.fingerprint,
        ),
        "boundaries": view.boundary_notes[0] if has_map else "",
        "imprint": [*about.lines(with_map=has_map), *([slide.source] if slide.source else [])],
    }


def _draw_chart(chart: Chart | None, view: View, addresses: set[str]) -> tuple[str, dict[str, Any]]:
    """Return how many rows are left out, in words, and table, figure and animation of a chart.

    Adds the address of the boundaries, which the figure then refers to by `GEOMETRY`.
    """
    if chart is None:
        return "", {}
    parts: dict[str, Any] = {"table": html(chart.table, view.text, chart.heading)}
    if not chart.has_drawing:
        return "", parts
    figure = plotly.draw_selected(chart, PROJECTOR_STYLE, PROJECTOR)
    for trace in figure["data"]:
        if isinstance(trace.get("geojson"), str):
            addresses.add(trace["geojson"])
            trace["geojson"] = GEOMETRY
    parts["figure"] = figure
    if animation := plotly.animation(chart, PROJECTOR_STYLE):
        parts["play"] = animation
    count = plotly.omitted_rows(chart, PROJECTOR)
    return view.text("and {n} more", n=count) if count else "", parts


def _undated_note(view: View) -> str:
    """Return the selected oblasts and types in words, for a line that names the day shown."""
    return " · ".join(view.scope.parts(without=("dates",)))


def _absence(slide: Slide, view: View) -> str:
    """Return why there is nothing to show; "" where there is something."""
    return "" if slide.is_words else view.absence


def _sources(slide: Slide, view: View, chart: Chart | None) -> tuple[str, ...]:
    if chart is not None and chart.key == "timeline":
        # A page lists the milestones with their sources below the chart; a slide has no list.
        edition = view.edition
        addresses = [*edition.milestones["source"], *edition.reported["source_url"]]
        return (view.source, *sites(addresses))
    if chart is not None:
        return (*chart.sources, *chart.notes)
    if slide.figure == "regions":
        return (view.source, *population_source(view))
    if slide.figure == "cover":
        return (view.source, *sites([slide.source]))
    if slide.figure == "headline":
        published = () if view.selection.filtered else sites(view.edition.published["source"])
        return (view.source, *published)
    return tuple(sites([slide.source])) or (view.source,)


def _words(lang: str) -> dict[str, str]:
    text = Text.of(lang)
    return {name: text(words) for name, words in WORDS.items()}
