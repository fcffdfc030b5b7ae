"""The presentation as data: every slide in every language, as texts, numbers and charts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.analysis.data_table import words_of
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.two_languages import with_second_names
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES
from campaign.presentation.control_words import control_words
from campaign.presentation.slide_words import slide_words
from campaign.presentation.slides import Slide
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.plotly import figure as plotly
from campaign.render.plotly import figure_json
from campaign.render.plotly.second_language import second_language
from campaign.render.size import PROJECTOR

GEOMETRY = "oblasts"
"""The placeholder for the boundaries in every map; the browser gets the boundaries once."""


_COLOURS = ("background", "surface", "text", "muted", "line", "accent", "mark_text")


@dataclass(frozen=True, eq=False)
class Presentation:
    """A presentation ready for the browser.

    `content` is JSON with the languages, the words, the colours and the text of all slides.
    `charts` has for each slide and language, if there are any, the Plotly figure, its animation,
    its table, and the changes of the figure for each second language. `boundaries` is
    the address of the boundaries, "" if no slide has a map.
    `digest` changes if any of these changes.
    """

    content: Mapping[str, Any]
    charts: Sequence[Mapping[str, Any]]
    boundaries: str
    digest: str


def build_presentation(
    campaign: Campaign, slides: Sequence[Slide], edition: str | None = None
) -> Presentation:
    """Return the presentation of the slides; `edition` is for slides that name no edition.

    Raises ValueError if there are no slides.
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
            # Slides with the same selection share one view and its cached values.
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
            texts[lang] = slide_words(slide, view, chart) | {"more": more}
        contents.append({"kind": slide.kind, **texts})
        charts.append(chart_parts)
    content = {
        "langs": dict(LANGUAGE_NAMES),
        "words": {lang: control_words(lang) for lang in LANGUAGES},
        "style": colours(),
        "hatch": PROJECTOR_STYLE.hatch,
        "slides": contents,
    }
    return Presentation(
        content=content,
        charts=charts,
        boundaries=min(addresses, default=""),
        digest=hashlib.sha256(to_json({"content": content, "charts": charts})).hexdigest()[:12],
    )


def colours() -> dict[str, str]:
    """Return {name in the style sheet: colour} of the presentation."""
    return {name: getattr(PROJECTOR_STYLE, name) for name in _COLOURS}


def to_json(value: Any) -> bytes:
    """Return compact UTF-8 JSON that is also safe inside a `script` element."""
    text = figure_json.to_json(value).decode()
    # Every tag or comment that could end the element begins with “<”.
    for sign in ("<", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode()


def _draw_chart(chart: Chart | None, view: View, addresses: set[str]) -> tuple[str, dict[str, Any]]:
    """Return a text on the omitted rows ("" for none), and table, figure and animation of a chart.

    Adds the address of the boundaries to `addresses` and replaces it in the figure by `GEOMETRY`.
    """
    if chart is None:
        return "", {}
    parts: dict[str, Any] = {"table": words_of(chart.table, view.text, chart.heading)}
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
