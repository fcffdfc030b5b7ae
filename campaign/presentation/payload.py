"""The talk as data: every scene in every language, in words, numbers and figures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.analysis.data_table import html
from campaign.analysis.kpis import Kpi, finding, numbers
from campaign.analysis.provenance import imprint
from campaign.analysis.view import View
from campaign.charts.chart import Chart, subtitle
from campaign.domain.campaign import Campaign
from campaign.domain.source_sites import sites
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES, N_, Text
from campaign.presentation.slides import Scene
from campaign.presentation.style import HALL
from campaign.render.plotly import figure as plotly
from campaign.render.plotly import figure_json
from campaign.render.size import PROJECTOR

GEOMETRY = "oblasts"
"""Stands in every map for the boundaries, which the browser has once."""

WORDS: Mapping[str, str] = {
    "scene": N_("Slide {n} of {total}"),
    "talk": N_("The talk"),
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
    "notes_key": N_("Speaker's window"),
    "help": N_("This help"),
    "out": N_("Leave the talk"),
    "edit": N_("Change the slides"),
    "print": N_("Print, one slide a page"),
    "close": N_("Close"),
    "notes": N_("Notes"),
    "no_notes": N_("No notes for this slide."),
    "now": N_("This slide"),
    "next": N_("Next slide"),
    "end": N_("End of the talk"),
    "elapsed": N_("Elapsed time"),
    "restart": N_("Start again from zero"),
    "touch": N_("On a touch screen: tap the right or the left half."),
    "failed": N_("The figure could not be drawn. Its numbers are in the table: press T."),
    "space": N_("Space"),
}
"""What the browser says itself, in every language."""

_END = re.compile(r"(?<=[.!?]) (?=[A-ZА-ЯЁӨҮҢ])")
_MOST_OF_HEADLINE = 76


@dataclass(frozen=True, eq=False)
class Presentation:
    """A talk ready for the browser.

    `told` are the words of all scenes and languages, `drawn` for each scene and language the
    figure, its unfolding and its table. `boundaries` is the address of the boundaries, "" where
    no scene has a map. `digest` names all of it.
    """

    told: Mapping[str, Any]
    drawn: Sequence[Mapping[str, Any]]
    boundaries: str
    digest: str


def talk(campaign: Campaign, scenes: Sequence[Scene], edition: str | None = None) -> Presentation:
    """The talk of these scenes; `edition` is meant where a scene names none.

    Raises ValueError without scenes.
    """
    if not scenes:
        raise ValueError("a talk needs a scene")
    told: list[dict[str, Any]] = []
    drawn: list[dict[str, Any]] = []
    addresses: set[str] = set()
    for scene in scenes:
        words, figures = {}, {}
        for lang in LANGUAGES:
            view = scene.view(campaign, lang, HALL, edition)
            chart = scene.chart(view)
            figures[lang] = _drawn(chart, view, addresses)
            words[lang] = _told(scene, view, chart) | {"more": figures[lang].pop("more")}
        told.append({"figure": scene.figure, **words})
        drawn.append(figures)
    said = {
        "langs": dict(LANGUAGE_NAMES),
        "words": {lang: _words(lang) for lang in LANGUAGES},
        "style": {
            name: getattr(HALL, name)
            for name in ("background", "surface", "text", "muted", "line", "accent", "mark_text")
        },
        "hatch": HALL.hatch,
        "scenes": told,
    }
    content = to_json({"told": said, "drawn": drawn})
    return Presentation(
        told=said,
        drawn=drawn,
        boundaries=min(addresses, default=""),
        digest=hashlib.sha256(content).hexdigest()[:12],
    )


def to_json(value: Any) -> bytes:
    """Compact UTF-8 JSON that also stands safely inside a `script` element."""
    written = figure_json.to_json(value).decode()
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written.encode()


def split(summary: str) -> tuple[str, str]:
    """The finding that is set large, and the rest: whole sentences, or the first of its parts."""
    sentences = _END.split(summary)
    large = sentences.pop(0)
    while sentences and len(large) + len(sentences[0]) < _MOST_OF_HEADLINE:
        large += f" {sentences.pop(0)}"
    rest = " ".join(sentences)
    if len(large) > _MOST_OF_HEADLINE and "; " in large:
        large, _, after = large.partition("; ")
        rest = f"{after[:1].upper()}{after[1:]} {rest}".strip()
    return large, rest


def _told(scene: Scene, view: View, chart: Chart | None) -> dict[str, Any]:
    text = view.text
    title, nothing = scene.named(text.lang), _nothing(scene, view)
    summary = chart.summary if chart is not None else ""
    shown: Sequence[Kpi] = ()
    if scene.figure == "headline" and not nothing:
        summary, shown = finding(view), numbers(view)
    headline, rest = split(summary) if summary else ("", "")
    sources = _sources(scene, view, chart)
    has_map = scene.figure == "map" and not nothing
    about = imprint(view, title, sources)
    return {
        "title": title,
        "name": chart.title if chart is not None else "",
        "filters": subtitle(view, chart) if scene.figure != "text" else "",
        "undated": _undated(view) if scene.figure != "text" else "",
        "headline": headline,
        "rest": rest,
        "lines": scene.lines(text.lang),
        "numbers": [
            {"code": n.code, "label": n.label, "value": n.value, "notes": [n.reference, n.note]}
            for n in shown
        ],
        "nothing": nothing,
        "undrawn": text("The map needs the boundaries, and their file cannot be read.")
        if chart is not None and not chart.has_drawing
        else "",
        "notes": scene.noted(text.lang),
        "mark": view.mark,
        "source": text(
            "Source: {sources}. Data version: {fingerprint}.",
            sources="; ".join(sources),
            fingerprint=view.campaign.fingerprint,
        ),
        "boundaries": view.boundary_notes[0] if has_map else "",
        "imprint": [*about.lines(with_map=has_map), *([scene.source] if scene.source else [])],
    }


def _drawn(chart: Chart | None, view: View, addresses: set[str]) -> dict[str, Any]:
    if chart is None:
        return {"more": ""}
    found: dict[str, Any] = {"table": html(chart.table, view.text, chart.heading), "more": ""}
    if not chart.has_drawing:
        return found
    figure = plotly.draw_selected(chart, HALL, PROJECTOR)
    for trace in figure["data"]:
        if isinstance(trace.get("geojson"), str):
            addresses.add(trace["geojson"])
            trace["geojson"] = GEOMETRY
    if left_out := plotly.omitted_rows(chart, PROJECTOR):
        found["more"] = view.text("and {n} more", n=left_out)
    found["figure"] = figure
    if playing := plotly.animation(chart, HALL):
        found["play"] = playing
    return found


def _undated(view: View) -> str:
    """The chosen oblasts and types in words, for a line that names the day shown."""
    return " · ".join(view.scope.parts(without=("dates",)))


def _nothing(scene: Scene, view: View) -> str:
    """Why there is nothing to show; "" where there is something."""
    return "" if scene.figure == "text" else view.absence


def _sources(scene: Scene, view: View, chart: Chart | None) -> tuple[str, ...]:
    if chart is not None and chart.key == "timeline":
        # On a page the list of milestones stands below; here their sources are named.
        edition = view.edition
        marks = [*edition.milestones["source"], *edition.reported["source_url"]]
        return (view.source, *sites(marks))
    if chart is not None:
        return chart.sources
    if scene.figure == "headline":
        beside = () if view.selection.filtered else sites(view.edition.published["source"])
        return (view.source, *beside)
    return tuple(sites([scene.source])) or (view.source,)


def _words(lang: str) -> dict[str, str]:
    text = Text.of(lang)
    return {name: text(words) for name, words in WORDS.items()}
