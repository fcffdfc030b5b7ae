"""A card: a chart with its title and summary, its source, and a menu of its table and files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import streamlit as st

from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.provenance import file_name
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.body import Bars
from campaign.charts.chart import Chart, subtitle
from campaign.charts.wording import join_sentences
from campaign.domain.register import RegisterAwayError
from campaign.presentation.slides import FIGURES, MOST_SLIDES
from campaign.render.plotly import figure as plotly
from campaign.render.plotly.figure_json import to_json
from campaign.site.away import away_notice
from campaign.site.card import headline_html, missing_boundaries
from campaign.site.card_foot import card_foot, card_menu, source_line
from campaign.site.charts import CHARTS
from campaign.site.figure import file_picture, picture, picture_name
from campaign.site.links import LiveLinks
from campaign.theme.style import Style
from campaign.ui import chart_pick, chart_requests, first_pictures
from campaign.ui.cache import cached, cached_chart
from campaign.ui.columns_layout import two_columns
from campaign.ui.components.figure import figure
from campaign.ui.present.page import add_slide
from campaign.web.security_headers import frame_ancestors

Build = Callable[[View], Chart]
EMBED_WIDTH = 760
AROUND_EMBED = 300
"""Px of a usual column of another site, and of the words around a chart in it."""


@dataclass(frozen=True)
class Card:
    """What is sent of a chart: HTML above and below it, and the figure as JSON, if it has one.

    `shared` are the parts of the figure that stay the same whichever units are chosen, as HTML.
    """

    key: str
    above: str
    figure: bytes | None
    below: str
    shared: str = ""


def show_card(
    view: View,
    build: Build,
    aside: Callable[[], None] | None = None,
    *,
    of_region: bool = False,
) -> None:
    """Draw the chart that `build` makes of the view; `aside` puts controls under its title.

    `of_region`: the page is that of a region, which is no filter that comes and goes.
    """
    try:
        card = cached(view, lambda view: _card(view, build), chart_name(build))
    except RegisterAwayError:
        with st.container(key=f"away:{chart_name(build)}", border=True):
            st.html(away_notice(view.text))
        return
    with st.container(key=card.key, border=True):
        st.html(card.above)
        if card.shared:
            st.html(card.shared)
        if card.figure is not None:
            if aside is not None:
                aside()
            key = f"figure:{card.key}"
            figure(
                _add_pictures(view, build, key, card.figure),
                key=key,
                on_pick=lambda code: chart_pick.apply_pick(view, code, of_region=of_region),
                on_picture_request=lambda: first_pictures.request(key),
                on_file_request=lambda: first_pictures.request_file(key),
                on_drawing=first_pictures.end,
                on_table=lambda: chart_requests.set_table(card.key, key),
                on_csv_request=lambda: chart_requests.request_csv(card.key),
                on_slide=lambda: _add_slide(view, build, card.key),
            )
            chart_requests.raise_error(card.key)
        st.html(card.below)


def show_cards(view: View, left: Build, right: Build, shares: tuple[int, int] = (1, 1)) -> None:
    """Draw two charts side by side, their widths in the proportion of `shares`."""
    for column, build in zip(two_columns(*shares), (left, right), strict=True):
        with column:
            show_card(view, build)


def _card(view: View, build: Build) -> Card:
    chart = _chart(view, build)
    animation = _animation(view, build, chart)
    title = headline_html(chart, plays=_plays(view, chart))
    below = words(view, chart)
    if not chart.has_drawing:
        return Card(chart.key, title, None, f"{missing_boundaries(view)}{below}")
    above = f"{title}{room(chart)}"
    base = _base(view, build, chart)
    content = payload(view, chart, base, animation.name)
    figure_data = to_json(content | {"picture_name": picture_name(view, build)})
    return Card(chart.key, above, figure_data, below, base.html + animation.html)


def _add_pictures(view: View, build: Build, key: str, figure_data: bytes) -> bytes:
    """Return the JSON of a figure with the pictures of it that the browser needs in this run."""
    pictures = b""
    if first_pictures.is_wanted(key, f"{picture_name(view, build)}:{view.style.mode}"):
        name = f"{chart_name(build)}:picture"
        svg = cached(view, lambda view: to_json(picture(_chart(view, build), view.style)), name)
        pictures += b'"picture":%b,' % svg
    if first_pictures.is_file_wanted(key):
        pictures += b'"file":%b,' % to_json(file_picture(_chart(view, build), view.style))
    pictures += chart_requests.answers(
        key.removeprefix("figure:"),
        lambda: cached(view, lambda view: _table(view, build), f"{chart_name(build)}:table"),
        lambda: _csv(view, build),
    )
    # Before the figure: what is sent later is told in terms of the last 32 KB sent.
    return b"{" + pictures + figure_data[1:]


def _add_slide(view: View, build: Build, key: str) -> None:
    text, figure_name = view.text, slide_figure(build, key)
    if add_slide(view, figure_name, play=build is by_region.choropleth):
        words = text("Added to the presentation as its last slide.")
    else:
        words = text(
            "The presentation already has {n} slides, the maximum. Remove a slide first.",
            n=MOST_SLIDES,
        )
    chart_requests.answer(key, "note", words)


def slide_figure(build: Build, key: str) -> str:
    """Return what a slide of the chart shows, a key of `FIGURES`: not all have that of the card."""
    return next((name for name, other in FIGURES.items() if other is build), key)


def _menu(view: View, chart: Chart) -> str:
    """Return the menu: what its buttons do is in `campaign/browser/chart/menu.js`."""
    text = view.text
    table = f'data-on="{escape(text("Hide the table"))}" data-off="{escape(text("Show as table"))}"'
    csv = _button("csv", text("Download CSV"))
    if not view.campaign.private and chart.key in CHARTS:
        address = LiveLinks(view.campaign).table(chart.key, _in_language(view))
        csv = f'<a href="{escape(address)}" download>{escape(text("Download CSV"))}</a>'
    drawing = (
        _button("png", text("Download PNG")),
        _button("svg", text("Download SVG")),
    )
    return card_menu(
        view,
        (
            _button("table", text("Show as table"), table) if chart.has_drawing else "",
            csv,
            *(drawing if chart.has_drawing else ()),
            _button("link", text("Copy the link")),
            _button("slide", text("Add to the presentation")) if chart.key in FIGURES else "",
            _button("embed", text("Embed")) if embed(view, chart) else "",
        ),
    )


def _button(name: str, words: str, attributes: str = "") -> str:
    return f'<button type="button" data-do="{name}" {attributes}>{escape(words)}</button>'


def _in_language(view: View) -> Selection:
    return replace(view.selection, lang=view.text.lang)


def _table(view: View, build: Build) -> str:
    chart = _chart(view, build)
    return html(chart.table, view.text, chart.heading)


def _csv(view: View, build: Build) -> str:
    return csv_bytes(_chart(view, build).table, view.text, view.mark).decode()


def _chart(view: View, build: Build) -> Chart:
    """What `build` makes of the view; a map is drawn once, whichever units are chosen on it."""
    unmarked = by_region.BASES.get(build)
    if unmarked is None:
        return cached_chart(view, build)
    return by_region.mark_selection(cached_chart(view.whole, unmarked), view)


def _base(view: View, build: Build, chart: Chart) -> SharedPart:
    """The figure without what is chosen on it.

    It stands in the page only where it stays the same while units are chosen.
    """
    to_part = SharedPart.named if build in by_region.BASES else SharedPart
    cache_name = f"{chart_name(build)}:figure"
    return cached_chart(
        _base_view(view, build), lambda _: to_part(plotly.draw(chart, view.style)), cache_name
    )


def _base_view(view: View, build: Build) -> View:
    """The view that what stays the same of a chart is of, whichever units are chosen on it."""
    return view.whole if build in by_region.BASES else view


def _follow(chart: Chart) -> Mapping[str, Any] | None:
    """What the chart says while the map beside it plays; None where it does not."""
    return (chart.body.follow or None) if isinstance(chart.body, Bars) else None


@dataclass(frozen=True)
class SharedPart:
    """A part of a figure, and the name by which the figure finds it among the page's elements.

    Without a name it travels with the figure. With one it is sent once, whichever units are
    chosen: the figure that is sent with every choice is then short.
    """

    content: Mapping[str, Any]
    name: str = ""
    html: str = ""

    @classmethod
    def named(cls, content: Mapping[str, Any]) -> SharedPart:
        """Return the part under the digest of its JSON, with the element that holds it."""
        json = to_json(content).decode()
        name = hashlib.sha256(json.encode()).hexdigest()[:16]
        return cls(content, name, f'<span hidden data-shared="{name}">{escape(json, False)}</span>')


def _animation(view: View, build: Build, chart: Chart) -> SharedPart:
    if _follow(chart) is not None:
        # It is the map beside it that brings what both show.
        map_chart = _chart(view, by_region.choropleth)
        return SharedPart({}, _animation(view, by_region.choropleth, map_chart).name)
    animation = plotly.animation(chart, view.style)
    if not animation:
        return SharedPart({})
    name = f"{chart_name(build)}:animation"

    def build_part(shared: View) -> SharedPart:
        # What is said of a day names the types and dates that are chosen.
        common = {name: part for name, part in animation.items() if name != "chosen"}
        return SharedPart.named({**common, "period": shared.scope.sentence(animation["period"])})

    return cached(_base_view(view, build), build_part, name)


def _play(chart: Chart, style: Style, animation_name: str) -> dict[str, Any] | None:
    """What of the days comes with each figure: the slider's words; the rest comes once."""
    animation = plotly.animation(chart, style)
    days = animation or _follow(chart)
    if not days:
        return None
    names = ("start", "days", "first", "day", "months", "ms", "chosen")
    words = {name: days[name] for name in names if name in days}
    return words | {"of": animation_name, "led": not animation}


def chart_name(build: Build) -> str:
    """The builder's name, unique among all of them."""
    return f"{build.__module__}.{build.__qualname__}"


def room(chart: Chart) -> str:
    """Return the height of the figure, so that nothing moves when it arrives; "" without one."""
    if not chart.has_drawing:
        return ""
    rule = plotly.height(chart).to_json()
    if rule.get("ratio"):
        wide = f"clamp({rule['min']}px, {rule['ratio'] * 100:.0f}cqw, {rule['max']}px)"
    else:
        wide = f"{rule['px']}px"
    # While a page takes the place of another, both may have a chart of this key.
    height = f"{wide} {rule['narrow_px']}px"
    name = f'.st-key-{chart.key}:has([data-room="{height}"]) .st-key-figure-{chart.key}'
    return (
        f'<span hidden data-room="{height}"></span>'
        f"<style>.st-key-{chart.key}{{container-type:inline-size}}"
        f"{name}{{min-height:{wide}}}"
        f"@container (max-width:600px){{{name}{{min-height:{rule['narrow_px']}px}}}}"
        # While a day is on show its own sentence stands in place of that of the whole period.
        f".st-key-{chart.key}:has(.cf--day) .of-rest,"
        f".st-key-{chart.key}:not(:has(.cf--day)) .day-note{{display:none}}</style>"
    )


def words(view: View, chart: Chart) -> str:
    """The summary, and the line with source, method and menu, as HTML."""
    of_day = ""
    if _plays(view, chart):
        period = view.text(
            "The table and the CSV file cover the whole period: {dates}.",
            dates=view.text.date_range_short(*view.days),
        )
        of_day = f'<p class="summary of-day"></p><p class="source day-note">{escape(period)}</p>'
    about = LiveLinks(view.campaign).page("about", view.selection)
    foot = card_foot(view, chart, _menu(view, chart), about)
    rest = f'<p class="summary of-rest">{escape(chart.sentence)}</p>' if chart.sentence else ""
    return f"{rest}{of_day}{foot}"


def _plays(view: View, chart: Chart) -> bool:
    """Return whether the chart shows the days, or follows a map that does."""
    return bool(plotly.animation(chart, view.style) or _follow(chart))


def embed(view: View, chart: Chart) -> dict[str, Any] | None:
    """The address of the chart for a frame, its title and its height in px.

    None where no site may frame the dashboard, and for a reader's own files, which only they see.
    """
    if view.campaign.private or chart.key not in CHARTS or not frame_ancestors():
        return None
    height = round(plotly.height(chart).at(EMBED_WIDTH)) + AROUND_EMBED
    path = LiveLinks(view.campaign).address(f"/embed/{chart.key}", _in_language(view))
    return {"path": path, "title": chart.heading, "height": height}


def payload(view: View, chart: Chart, base: SharedPart, animation_name: str) -> dict[str, Any]:
    """What the figure component gets: the figure, what is chosen on it, its sizes and its words.

    `animation_name` names what it plays, which stands in the page beside it.
    """
    text, choice = view.text, plotly.choice(chart, view.style)
    return {
        **({"base": base.name} if base.name else {"figure": base.content}),
        "changed": choice.changed,
        "over": choice.over,
        "shapes": choice.shapes,
        "annotations": choice.annotations,
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
            "mark": view.mark,
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
