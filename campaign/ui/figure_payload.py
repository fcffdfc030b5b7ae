"""The payload of a chart for the browser: the figure, its shared parts, sizes and words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from campaign.analysis.provenance import file_name
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.body import Bars
from campaign.charts.chart import Build, Chart, subtitle
from campaign.charts.chart_list import CARDS
from campaign.charts.words.wording import join_sentences
from campaign.render.plotly import figure as plotly
from campaign.render.plotly.figure_json import to_json
from campaign.site.card_foot import source_line
from campaign.site.links import LiveLinks
from campaign.theme.style import Style
from campaign.ui.cache import cached, cached_figure, chart_of
from campaign.web.security_headers import frame_ancestors

EMBED_WIDTH = 760
AROUND_EMBED = 300
"""Px: the usual width of a column of another site, and the height of the words around its chart."""


@dataclass(frozen=True)
class SharedPart:
    """A part of a figure, and the name of the page's element in which the browser finds it.

    A part without a name is sent with the figure. A part with a name is sent once for all choices
    of units: this keeps the figure short, which is sent with every selection.
    """

    content: Mapping[str, Any]
    name: str = ""
    html: str = ""

    @classmethod
    def with_name(cls, content: Mapping[str, Any]) -> SharedPart:
        """Return the part under the digest of its JSON, with the HTML element that has it."""
        json = to_json(content).decode()
        name = hashlib.sha256(json.encode()).hexdigest()[:16]
        return cls(content, name, f'<span hidden data-shared="{name}">{escape(json, False)}</span>')


def chart_name(build: Build) -> str:
    """Return the builder's name, unique among all of them."""
    return f"{build.__module__}.{build.__qualname__}"


def base_part(view: View, build: Build, chart: Chart) -> SharedPart:
    """Return the figure without the marks of the chosen units.

    It is an element of the page only if it does not depend on the chosen units.
    """
    to_part = SharedPart.with_name if build in by_region.BASES else SharedPart
    cache_name = f"{chart_name(build)}:figure"
    return cached_figure(
        _base_view(view, build), lambda _: to_part(plotly.draw(chart, view.style)), cache_name
    )


def _base_view(view: View, build: Build) -> View:
    """Return the view for the shared parts of a chart: the country if it marks chosen units."""
    return view.country_view if build in by_region.BASES else view


def _follow(chart: Chart) -> Mapping[str, Any] | None:
    """Return the words of the chart while the map beside it plays; None if it follows none."""
    return (chart.body.follow or None) if isinstance(chart.body, Bars) else None


def animation_part(view: View, build: Build, chart: Chart) -> SharedPart:
    """Return the animation of a map, or its name for the ranking beside it; empty without one."""
    if _follow(chart) is not None:
        # The map beside this chart has the animation of both.
        map_chart = chart_of(view, by_region.choropleth)
        return SharedPart({}, animation_part(view, by_region.choropleth, map_chart).name)
    animation = plotly.animation(chart, view.style)
    if not animation:
        return SharedPart({})
    name = f"{chart_name(build)}:animation"

    def build_part(shared: View) -> SharedPart:
        # The sentence of a day names the chosen types and dates.
        common = {name: part for name, part in animation.items() if name != "chosen"}
        return SharedPart.with_name(
            {**common, "period": shared.scope.sentence(animation["period"])}
        )

    return cached(_base_view(view, build), build_part, name)


def _play(chart: Chart, style: Style, animation_name: str) -> dict[str, Any] | None:
    """Return the part of the animation that is sent with each figure: the words of the slider."""
    animation = plotly.animation(chart, style)
    days = animation or _follow(chart)
    if not days:
        return None
    names = ("start", "days", "first", "day", "months", "ms", "chosen")
    words = {name: days[name] for name in names if name in days}
    return words | {"series": animation_name, "follows": not animation}


def plays(view: View, chart: Chart) -> bool:
    """Return whether the chart shows the days, or follows a map that does."""
    return bool(plotly.animation(chart, view.style) or _follow(chart))


def embed(view: View, chart: Chart) -> dict[str, Any] | None:
    """Return the address of the chart for a frame, its title and its height in px.

    None if no site may frame the dashboard, and for a reader's own files, which only they see.
    """
    if view.campaign.private or chart.key not in CARDS or not frame_ancestors():
        return None
    height = round(plotly.height(chart).at(EMBED_WIDTH)) + AROUND_EMBED
    path = LiveLinks(view.campaign).address(f"/embed/{chart.key}", in_language(view))
    return {"path": path, "title": chart.heading, "height": height}


def payload(view: View, chart: Chart, base: SharedPart, animation_name: str) -> dict[str, Any]:
    """Return the payload of the figure component: the figure, the chosen units, sizes and words.

    `animation_name` is the name of the page element with its animation.
    """
    text, highlight = view.text, plotly.highlight(chart, view.style)
    return {
        **({"base": base.name} if base.name else {"figure": base.content}),
        "trace_changes": highlight.trace_changes,
        "extra_traces": highlight.extra_traces,
        "shapes": highlight.shapes,
        "annotations": highlight.annotations,
        "narrow": plotly.narrow(chart, view.style) or None,
        "height": plotly.height(chart).to_json(),
        "lang": text.lang,
        "name": chart.heading,
        "summary": chart.statement,
        "export": {
            "file": file_name(view, chart.key, ""),
            "title": chart.finding or chart.title,
            "subtitle": " · ".join(
                filter(None, (chart.finding and chart.title, subtitle(view, chart)))
            ),
            "source": join_sentences(chart.wide_line, source_line(view, chart)),
            "disclaimer": view.disclaimer,
        },
        "embed": embed(view, chart),
        "pick": chart.pick,
        "brush": chart.brush,
        "hatch": {
            "url": view.geometry("hatch.json"),
            "color": view.style.hatch,
        },
        "play": _play(chart, view.style, animation_name),
        "card": f".st-key-{chart.key}",
    }


def in_language(view: View) -> Selection:
    """Return the selection with the language of the view, for an address with a fixed language."""
    return replace(view.selection, lang=view.text.lang)
