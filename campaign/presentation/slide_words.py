"""The texts of a slide in one language: title, finding, numbers, notes, sources."""

from __future__ import annotations

from typing import Any

from campaign.analysis.provenance import build_provenance
from campaign.analysis.view import View
from campaign.charts.body import Choropleth
from campaign.charts.chart import Chart, subtitle
from campaign.charts.words.wording import join_sentences, split_sentences
from campaign.i18n.letter_case import capitalize
from campaign.presentation.notes import speaker_notes
from campaign.presentation.slides import Slide
from campaign.render.height import omitted_rows
from campaign.render.size import HALL

_MOST_OF_HEADLINE = 76  # characters


def split_summary(summary: str) -> tuple[str, str]:
    """Return the finding, which is shown in large type, and the other sentences.

    The finding is one or more whole sentences, or the first part of a sentence that is too long.
    """
    sentences = split_sentences(summary)
    headline = sentences.pop(0)
    while sentences and len(headline) + len(sentences[0]) < _MOST_OF_HEADLINE:
        headline += f" {sentences.pop(0)}"
    rest = " ".join(sentences)
    if len(headline) > _MOST_OF_HEADLINE and "; " in headline:
        headline, _, after = headline.partition("; ")
        rest = f"{capitalize(after)} {rest}".strip()
    return headline, rest


def slide_words(slide: Slide, view: View, chart: Chart | None) -> dict[str, Any]:
    """Return all texts of a slide by name, in the language of the view."""
    text = view.text
    title, absence = slide.title_in(text.lang), _absence(slide, view)
    summary = chart.summary if chart is not None else ""
    kpis = slide.kpis(view)
    if kpis:
        summary = join_sentences(slide.finding(view), view.wide_line)
    headline, rest = split_summary(summary) if summary else ("", "")
    if chart is not None and chart.finding:
        headline, rest = chart.finding, summary
    sources = slide.sources(view, chart)
    has_map = slide.kind == "map" and not absence
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
        "more": _omitted_rows(chart, view),
        "plays": chart is not None
        and isinstance(chart.body, Choropleth)
        and bool(chart.body.animation),
        "undrawn": text("The map cannot be shown: the boundary file cannot be read.")
        if chart is not None and not chart.has_drawing
        else "",
        "notes": speaker_notes(slide, view, chart),
        "disclaimer": view.disclaimer,
        "source": join_sentences(
            slide.method_notes(chart),
            text(
                "Source: {sources}. Data version: {fingerprint}.",
                sources="; ".join(sources),
                fingerprint=view.campaign.fingerprint,
            ),
        ),
        "boundaries": view.boundary_notes[0] if has_map else "",
        "provenance": [
            *filter(None, (slide.method_notes(chart),)),
            *about.lines(with_map=has_map),
            *filter(None, (slide.source,)),
        ],
    }


def _undated_note(view: View) -> str:
    """Return the selection without dates, for a line that names the day shown."""
    return " · ".join(view.scope.parts(without=("dates",)))


def _absence(slide: Slide, view: View) -> str:
    """Return why there is nothing to show; "" if there is something."""
    return "" if slide.is_words else view.absence


def _omitted_rows(chart: Chart | None, view: View) -> str:
    """Return a text on the rows that a slide has no room for; "" for none."""
    count = 0 if chart is None or not chart.has_drawing else omitted_rows(chart, HALL)
    return view.text("and {n} more", n=count) if count else ""
