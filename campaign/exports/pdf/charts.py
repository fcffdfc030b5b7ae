"""The charts of the brief as data for `brief.typ`: SVG, and alternative texts."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import typst

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Chart
from campaign.charts.region_text import STATE_NAMES, STATE_SIGNS
from campaign.charts.spec import Bars, Choropleth, Timeline
from campaign.charts.timeline import event_lists
from campaign.render import typography
from campaign.render.size import A4, Size
from campaign.render.svg.figure import draw
from campaign.theme.style import LIGHT

_EPOCH = dt.date(1980, 1, 1)
# `\S` excludes no-break spaces, which therefore separate words here: numbers are never broken.
_LONG_RUN = re.compile(r"(\S{24})(?=\S)")


class Svg(str):
    """A drawing; its text is already legible and its data must not be changed."""


class PdfError(RuntimeError):
    """The template could not be compiled, or only with a warning; the message gives the reason."""


def print_pdf(template: Path, data: Mapping[str, Any], day: dt.date | None) -> bytes:
    """Return the template as PDF/UA-1; it reads `data` as JSON from `sys.inputs.data`.

    A string in the data is plain text and never markup. `day` is written as the date of the file,
    so that the same data give the same bytes; None means 1980-01-01. Raises `PdfError`.
    """
    day = day or _EPOCH
    stamp = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    content = json.dumps(_legible(data), ensure_ascii=False, separators=(",", ":"))
    try:
        # Each call has its own compiler, because a compiler shared by threads fails.
        pdf, warnings = typst.compile_with_warnings(
            template.read_bytes(),
            font_paths=_fonts(),
            sys_inputs={"data": content},
            pdf_standards=["ua-1"],
            timestamp=stamp,
        )
    except typst.TypstError as failed:
        raise PdfError(failed.diagnostic or failed.message) from failed
    if warnings:
        raise PdfError("; ".join(warning.message for warning in warnings))
    assert isinstance(pdf, bytes)
    return pdf


def legible(words: str) -> str:
    """Return text in characters of the typeface; a longer word may break after 24 characters."""
    letters = typography.legible(words)
    if not letters.startswith(("http://", "https://")):
        letters = _LONG_RUN.sub("\\1\u200b", letters)
    return " ".join(word for word in letters.split(" ") if word)


def _legible(value: Any) -> Any:
    match value:
        case Svg():
            return value
        case str():
            return legible(value)
        case Mapping():
            return {name: _legible(item) for name, item in value.items()}
        case list() | tuple():
            return [_legible(item) for item in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    """Return only the project's typeface, without system fonts: pages are the same everywhere."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(typography.FONT_FOLDER)],
    )


MAP = replace(A4, width=600)
TYPES = replace(A4, width=590)
TIMELINES = tuple(replace(A4, height=height) for height in (350, 330, 310, 290, 270, 250, 230))
"""Heights in descending order: a page has the first one that fits."""


@dataclass(frozen=True)
class BriefMap:
    """The map of all regions, shared by all pages of a file; each page marks its own selection."""

    chart: Chart

    @classmethod
    def of(cls, view: View) -> BriefMap | None:
        """Return the map of this view; None if it has no register or no activity in any region."""
        if not view.has_register or view.totals(oblasts=False).empty:
            return None
        return cls(by_region.overview_map(view))

    def mark_selection(self, view: View) -> Chart:
        """Return the map with the selected regions marked, and with the texts about them."""
        return by_region.mark_selection(self.chart, view)


def map_of(view: View, chart: Chart) -> dict[str, Any]:
    """Return the map and its values; `svg` is "" if the boundaries cannot be read.

    `heads` and `rows` are the headers and cells of the table that then replaces the map.
    """
    rows = _values_in_words(view)
    return {
        "finding": chart.finding,
        "title": chart.title,
        "alt": _in_words(chart, rows),
        "svg": _svg(chart, MAP) if isinstance(chart.spec, Choropleth) else "",
        "heads": [view.text("Region"), view.text(view.indicator.name)],
        "rows": rows,
    }


def timeline_of(view: View, chart: Chart) -> dict[str, Any]:
    """Return the timeline at several heights (points), and the names of its numbered marks."""
    spec = chart.spec
    assert isinstance(spec, Timeline)
    names = event_lists(spec, view.text)
    milestones = {mark.day for mark in spec.marks if mark.kind == "milestone"}
    # If the day of a line has a milestone, the list below the chart has its name.
    lines = zip(spec.calendar.rules, spec.line_names, strict=True)
    names_above = tuple("" if line.day in milestones else name for line, name in lines)
    chart = replace(chart, spec=replace(spec, line_names=names_above))
    return {
        "finding": chart.finding,
        "title": chart.title,
        "alt": " ".join((chart.description, *names)),
        "svgs": [_svg(chart, size) for size in TIMELINES],
        "names": names,
    }


def types_of(chart: Chart, timeline: Chart | None) -> dict[str, Any]:
    """Return the leading types as bars; `svg` is "" if there are none.

    If there is a timeline above them, its legend explains the colours of the groups, and the bars
    have no such legend.
    """
    spec = chart.spec
    assert isinstance(spec, Bars)
    if timeline is not None:
        states = tuple(key for key in spec.legend if not key.role.startswith("group:"))
        chart = replace(chart, spec=replace(spec, legend=states))
    rows = [[datum.label, datum.words] for datum in spec.data]
    return {
        "finding": chart.finding,
        "title": chart.title,
        "alt": _in_words(chart, rows),
        "svg": _svg(chart, TYPES) if rows else "",
    }


def section_of(name: str, chart: Chart, size: Size) -> dict[str, Any]:
    """Return a chart of the second page: its section name, its texts and its drawing."""
    return {
        "name": name,
        "finding": chart.finding,
        "title": chart.title,
        "alt": chart.description,
        "svg": _svg(chart, size),
        "summary": chart.summary,
    }


def _svg(chart: Chart, size: Size) -> Svg:
    return Svg(draw(chart, LIGHT, size, legible))


def _in_words(chart: Chart, rows: Sequence[Sequence[str]]) -> str:
    return f"{chart.title}. {'; '.join(': '.join(pair) for pair in rows)}."


def _values_in_words(view: View) -> list[list[str]]:
    """Return name and value of each region in the official order; the reason if it has no value.

    Rows for activities of no single region follow.
    """
    text = view.text
    pairs = []
    rows = [*view.units.iterrows(), *view.wide.by_code(view.indicator).iterrows()]
    for code, row in rows:
        state = str(row["state"])
        missing = text(STATE_NAMES[state]) if state in STATE_SIGNS else ""
        words = missing or view.indicator.format(float(row["value"]), text)
        pairs.append([view.campaign.places.name(str(code), text), words])
    return pairs
