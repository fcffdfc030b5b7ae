"""A card: a chart with its title and summary, its source, and a menu of its table and files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Build, Chart
from campaign.charts.chart_list import CARDS
from campaign.domain.register import RegisterAwayError
from campaign.presentation.slides import MOST_SLIDES, SLIDE_KINDS
from campaign.render.plotly import figure as plotly
from campaign.render.plotly.figure_json import to_json
from campaign.render.plotly.renderer import TALL_SCREEN
from campaign.site.card import headline_html, missing_boundaries
from campaign.site.card_foot import card_foot, card_menu
from campaign.site.figure import file_picture, picture, picture_name
from campaign.site.links import LiveLinks
from campaign.site.nowrap import keep_together
from campaign.site.page import SitePage
from campaign.site.register_away_notice import away_notice
from campaign.ui import chart_pick, chart_requests, first_pictures
from campaign.ui.cache import cached, chart_of
from campaign.ui.components.numbered_choices import new_choices
from campaign.ui.figure_payload import (
    animation_part,
    base_part,
    chart_name,
    embed,
    in_language,
    payload,
    plays,
)
from campaign.ui.links import show_links
from campaign.ui.markup import show_html
from campaign.ui.present.page import add_slide
from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_figure",
    js=loader("chart.js"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Card:
    """What is sent of a chart: HTML above and below it, and the figure as JSON, if it has one.

    `shared` has, as HTML, the parts of the figure that do not depend on the chosen units.
    `picture_name` names the server's picture of the figure.
    """

    key: str
    above: str
    figure: bytes | None
    below: str
    shared: str = ""
    picture_name: str = ""


def show_card(
    view: View,
    build: Build,
    choices: Callable[[SitePage], str] | None = None,
    *,
    of_region: bool = False,
) -> None:
    """Draw the chart that `build` makes of the view; `choices` makes links below its title.

    `of_region`: on the page of a region, which is always selected: it is not a filter there.
    """
    try:
        card = cached(view, lambda view: _card(view, build), chart_name(build))
    except RegisterAwayError:
        with st.container(key=f"away:{chart_name(build)}", border=True):
            st.html(away_notice(view.text))
        return
    with st.container(key=card.key, border=True):
        show_html(card.above)
        if card.shared:
            show_html(card.shared)
        if card.figure is not None:
            if choices is not None:
                show_links(view, choices, f"choices:{card.key}")
            key = f"figure:{card.key}"
            handlers = _FigureHandlers(
                pick=lambda code: chart_pick.apply_pick(view, code, of_region=of_region),
                picture=lambda: first_pictures.request(key),
                file=lambda: first_pictures.request_file(key),
                drawing=first_pictures.end,
                table=lambda: chart_requests.set_table(card.key, key),
                csv=lambda: chart_requests.request_csv(card.key),
                slide=lambda: _add_slide(view, build, card.key),
            )
            _show_figure(_add_pictures(view, build, card, card.figure), key, handlers)
            chart_requests.raise_error(card.key)
        show_html(card.below)


def show_cards(view: View, left: Build, right: Build, shares: tuple[int, int] = (1, 1)) -> None:
    """Draw two charts side by side, their widths in the proportion of `shares`."""
    for column, build in zip(two_columns(*shares), (left, right), strict=True):
        with column:
            show_card(view, build)


def _card(view: View, build: Build) -> Card:
    chart = chart_of(view, build)
    animation = animation_part(view, build, chart)
    title = headline_html(chart, plays=plays(view, chart))
    below = words(view, chart)
    if not chart.has_drawing:
        return Card(chart.key, title, None, f"{missing_boundaries(view)}{below}")
    above = f"{title}{room(chart)}"
    base = base_part(view, build, chart)
    content = payload(view, chart, base, animation.name)
    name = picture_name(view, build)
    figure_data = to_json(content | {"picture_name": name})
    return Card(chart.key, above, figure_data, below, base.html + animation.html, name)


def _add_pictures(view: View, build: Build, card: Card, figure_data: bytes) -> bytes:
    """Return the JSON of a figure with the pictures of it that the browser needs in this run."""
    pictures, key = b"", f"figure:{card.key}"
    if first_pictures.is_wanted(key, f"{card.picture_name}:{view.style.mode}"):
        name = f"{chart_name(build)}:picture"
        svg = cached(view, lambda view: to_json(picture(chart_of(view, build), view.style)), name)
        pictures += b'"picture":%b,' % svg
    if first_pictures.is_file_wanted(key):
        pictures += b'"file":%b,' % to_json(file_picture(chart_of(view, build), view.style))
    pictures += chart_requests.answers(
        card.key,
        lambda: cached(view, lambda view: _table(view, build), f"{chart_name(build)}:table"),
        lambda: _csv(view, build),
    )
    # Before the figure: compression refers to the last 32 KB sent, so the figure stays close to the
    # messages after it.
    return b"{" + pictures + figure_data[1:]


def _add_slide(view: View, build: Build, key: str) -> None:
    text, kind = view.text, slide_kind(build, key)
    if add_slide(view, kind, play=build is by_region.choropleth):
        words = text("Added to the presentation as its last slide.")
    else:
        words = text(
            "The presentation already has {n} slides, the maximum. Remove a slide first.",
            n=MOST_SLIDES,
        )
    chart_requests.answer(key, "note", words)


def slide_kind(build: Build, key: str) -> str:
    """Return the key in `SLIDE_KINDS` of a slide of the chart; `key` if none has this `build`."""
    return next((name for name, other in SLIDE_KINDS.items() if other is build), key)


def _menu(view: View, chart: Chart) -> str:
    """Return the menu as HTML; `campaign/browser/chart/menu.js` handles its buttons."""
    text = view.text
    table = f'data-on="{escape(text("Hide the table"))}" data-off="{escape(text("Show as table"))}"'
    csv = _button("csv", text("Download CSV"))
    if not view.campaign.private and chart.key in CARDS:
        address = LiveLinks(view.campaign).table(chart.key, in_language(view)) or ""
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
            _button("slide", text("Add to the presentation")) if chart.key in SLIDE_KINDS else "",
            _button("embed", text("Embed")) if embed(view, chart) else "",
        ),
    )


def _button(name: str, words: str, attributes: str = "") -> str:
    return f'<button type="button" data-do="{name}" {attributes}>{escape(words)}</button>'


def _table(view: View, build: Build) -> str:
    chart = chart_of(view, build)
    return html(chart.table, view.text, chart.heading)


def _csv(view: View, build: Build) -> str:
    return csv_bytes(chart_of(view, build).table, view.text, view.disclaimer).decode()


def room(chart: Chart) -> str:
    """Return the height of the figure, so that nothing moves when it arrives; "" without one."""
    if not chart.has_drawing:
        return ""
    height = plotly.height(chart)
    # While a page replaces another, both may have a chart with this key.
    heights = f"{height.css} {height.narrow}px"
    name = f'.st-key-{chart.key}:has([data-room="{heights}"]) .st-key-figure-{chart.key}'
    tall = ""
    if height.tall:
        tall = f"@media {TALL_SCREEN}{{{name}{{min-height:{height.tall}px}}}}"
    return (
        f'<span hidden data-room="{heights}"></span>'
        f"<style>.st-key-{chart.key}{{container-type:inline-size}}"
        f"{name}{{min-height:{height.css}}}"
        f"@container (max-width:600px){{{name}{{min-height:{height.narrow}px}}}}"
        f"{tall}"
        # While the chart shows a day, the sentence of that day replaces that of the whole period.
        f".st-key-{chart.key}:has(.cf--day) .of-rest,"
        f".st-key-{chart.key}:not(:has(.cf--day)) .day-note{{display:none}}</style>"
    )


def words(view: View, chart: Chart) -> str:
    """Return the summary and the line with source, method and menu as HTML."""
    of_day = ""
    if plays(view, chart):
        period = view.text(
            "The table and the CSV file cover the whole period: {dates}.",
            dates=view.text.date_range_short(*view.days),
        )
        of_day = f'<p class="summary of-day"></p><p class="source day-note">{escape(period)}</p>'
    about = LiveLinks(view.campaign).page("about", view.selection)
    foot = card_foot(view, chart, _menu(view, chart), about)
    sentence = keep_together(chart.caption)
    rest = f'<p class="summary of-rest">{sentence}</p>' if sentence else ""
    return f"{rest}{of_day}{foot}"


@dataclass(frozen=True)
class _FigureHandlers:
    """What is called when the browser reports something of a figure.

    `pick` gets "oblast=KG-N" for a point and "from=2017-08-01&to=2017-08-09" for a range of days
    (both inclusive), once for each choice, in the order they were made. `picture` and `file` are
    called when the browser needs the payload with a picture, or with one for a file; `drawing`
    once, when Plotly has first drawn; `table`, `csv` and `slide` by the chart's menu, `table` with
    "open" or "close" as the state `table` of the component.
    """

    pick: Callable[[str], None]
    picture: Callable[[], None]
    file: Callable[[], None]
    drawing: Callable[[], None]
    table: Callable[[], None]
    csv: Callable[[], None]
    slide: Callable[[], None]


def _show_figure(payload: bytes, key: str, handlers: _FigureHandlers) -> None:
    """Show one figure.

    `payload` is `to_json` of the Plotly figure as a plain dict, together with the words, sizes and
    animation.
    """

    def report_picks() -> None:
        for code in new_choices(key, "pick"):
            handlers.pick(code)

    _mount(
        key=key,
        data=payload,
        on_pick_change=report_picks,
        on_picture_change=handlers.picture,
        on_file_change=handlers.file,
        on_drawing_change=handlers.drawing,
        on_table_change=handlers.table,
        on_csv_change=handlers.csv,
        on_slide_change=handlers.slide,
    )


def two_columns(left: int, right: int) -> list[DeltaGenerator]:
    """Return two columns whose widths are in the proportion `left` to `right`."""
    return st.columns([left, right], gap="small")
