"""A card: a picture with its title, reading, source, table twin and downloads."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from campaign.analysis.data_table import csv_bytes, html
from campaign.analysis.provenance import file_name
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.body import Bars
from campaign.charts.chart import Chart, subtitle
from campaign.render.plotly import figure as plotly
from campaign.theme.style import Style
from campaign.ui import widgets
from campaign.ui.cache import cached, cached_chart
from campaign.ui.components.figure import figure, plain, to_json
from campaign.ui.page_title import scope_html

Build = Callable[[View], Chart]


@dataclass(frozen=True)
class Card:
    """What is sent of a picture: HTML above and below it, and the figure as JSON, if it has one.

    `shared` is the part of the figure that stays the same whichever units are chosen, as HTML.
    """

    key: str
    above: str
    figure: bytes | None
    below: str
    shared: str = ""


def card(view: View, build: Build, aside: Callable[[], None] | None = None) -> None:
    """Draw the picture that `build` makes of the view; `aside` puts controls under its title."""
    made = cached(view, lambda view: _card(view, build), picture_name(build))
    with st.container(key=made.key, border=True):
        st.html(made.above)
        if made.shared:
            st.html(made.shared)
        if made.figure is not None:
            if aside is not None:
                aside()
            figure(
                made.figure,
                key=f"figure:{made.key}",
                on_pick=lambda code: widgets.pick(view, code),
            )
        st.html(made.below)
        _twin(view, build, made.key)


def _card(view: View, build: Build) -> Card:
    picture = _picture(view, build)
    unfolding = _unfolding(view, build, picture)
    scope = scope_html(picture.scope)
    title = f'<h2>{escape(picture.title)}<span class="of-day"></span>{scope}</h2>'
    below = words(view, picture)
    if not picture.has_drawing:
        missing = view.text("The map needs the boundaries, and their file cannot be read.")
        return Card(
            picture.key, title, None, f'<div class="empty"><p>{escape(missing)}</p></div>{below}'
        )
    above = f"{title}{room(picture)}"
    base = _base(view, build, picture)
    sent = payload(view, picture, base, unfolding.name)
    return Card(picture.key, above, to_json(sent), below, base.html + unfolding.html)


@st.fragment
def _twin(view: View, build: Build, key: str) -> None:
    # A fragment: opening the table reruns this and nothing else.
    text = view.text
    with st.container(horizontal=True, vertical_alignment="center", key=f"tools-{key}"):
        shown = st.toggle(text("Show as table"), key=f"table:{key}:{text.lang}")
        st.download_button(
            text("Download CSV"),
            data=lambda: csv_bytes(_picture(view, build).table, text, view.mark),
            file_name=file_name(view, key, ".csv"),
            mime="text/csv",
            key=f"csv:{key}:{text.lang}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
    if shown:
        st.html(cached(view, lambda view: _table(view, build), f"{picture_name(build)}:table"))


def _table(view: View, build: Build) -> str:
    picture = _picture(view, build)
    return html(picture.table, view.text, picture.heading)


def _picture(view: View, build: Build) -> Chart:
    """What `build` makes of the view; a map is drawn once, whichever units are chosen on it."""
    unmarked = by_region.BASES.get(build)
    if unmarked is None:
        return cached_chart(view, build)
    return by_region.mark_selection(cached_chart(view.whole, unmarked), view)


def _base(view: View, build: Build, picture: Chart) -> SharedPart:
    """The figure without what is chosen on it.

    It stands in the page only where it stays the same while units are chosen.
    """
    make = SharedPart.named if build in by_region.BASES else SharedPart
    name = f"{picture_name(build)}:figure"
    return cached_chart(
        _shared(view, build), lambda _: make(plain(plotly.draw(picture, view.style))), name
    )


def _shared(view: View, build: Build) -> View:
    """The view that what stays the same of a picture is of, whichever units are chosen on it."""
    return view.whole if build in by_region.BASES else view


def _follow(picture: Chart) -> Mapping[str, Any] | None:
    """What the chart says while the map beside it plays; None where it does not."""
    return (picture.body.follow or None) if isinstance(picture.body, Bars) else None


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
        json = to_json(content).decode()
        name = hashlib.sha256(json.encode()).hexdigest()[:16]
        return cls(content, name, f'<span hidden data-shared="{name}">{escape(json, False)}</span>')


def _unfolding(view: View, build: Build, picture: Chart) -> SharedPart:
    if _follow(picture) is not None:
        # It is the map beside it that brings what both show.
        map_picture = _picture(view, by_region.choropleth)
        return SharedPart({}, _unfolding(view, by_region.choropleth, map_picture).name)
    play = plotly.animation(picture, view.style)
    if not play:
        return SharedPart({})
    name = f"{picture_name(build)}:unfolding"

    def made(shared: View) -> SharedPart:
        # What is said of a day names the types and dates that are chosen.
        common = {name: part for name, part in play.items() if name != "chosen"}
        return SharedPart.named({**common, "period": shared.scope.sentence(play["period"])})

    return cached(_shared(view, build), made, name)


def _play(picture: Chart, style: Style, unfolding: str) -> dict[str, Any] | None:
    """What of the days comes with each figure: the slider's words; the rest comes once."""
    played = plotly.animation(picture, style)
    days = played or _follow(picture)
    if not days:
        return None
    names = ("start", "days", "first", "day", "months", "ms", "chosen")
    words = {name: days[name] for name in names if name in days}
    return words | {"of": unfolding, "led": not played}


def picture_name(build: Build) -> str:
    """The builder's name, unique among all of them."""
    return f"{build.__module__}.{build.__qualname__}"


def room(picture: Chart) -> str:
    """The height the figure will take, so that nothing moves when it arrives; "" without one."""
    if not picture.has_drawing:
        return ""
    rule, name = plotly.height(picture).to_json(), f".st-key-figure-{picture.key}"
    if rule.get("ratio"):
        wide = f"clamp({rule['min']}px, {rule['ratio'] * 100:.0f}cqw, {rule['max']}px)"
    else:
        wide = f"{rule['px']}px"
    return (
        f"<style>.st-key-{picture.key}{{container-type:inline-size}}"
        f"{name}{{min-height:{wide}}}"
        f"@container (max-width:600px){{{name}{{min-height:{rule['narrow_px']}px}}}}"
        # While a day is on show its own sentence stands in place of that of the whole period.
        f".st-key-{picture.key}:has(.cf--day) .of-rest,"
        f".st-key-{picture.key}:not(:has(.cf--day)) .day-note{{display:none}}</style>"
    )


def words(view: View, picture: Chart) -> str:
    """The reading and the source line as HTML."""
    mark = f'<span class="mark-small">{escape(view.mark)}</span> ' if view.mark else ""
    of_day = ""
    if plotly.animation(picture, view.style) or _follow(picture):
        period = view.text(
            "The table and the CSV file cover the whole period: {dates}.",
            dates=view.text.date_range_short(*view.days),
        )
        of_day = f'<p class="reading of-day"></p><p class="source day-note">{escape(period)}</p>'
    return (
        f'<p class="reading of-rest">{escape(picture.sentence)}</p>{of_day}'
        f'<p class="source">{mark}{escape(source_line(view, picture))}</p>'
    )


def source_line(view: View, picture: Chart) -> str:
    """Where the numbers come from, with the fingerprint of the data."""
    return view.text(
        "Source: {sources}. Data version: {fingerprint}.",
        sources="; ".join(picture.sources),
        fingerprint=view.campaign.fingerprint,
    )


def payload(view: View, picture: Chart, base: SharedPart, unfolding: str) -> dict[str, Any]:
    """What the figure component gets: the figure, what is chosen on it, its sizes and its words.

    `unfolding` names what it plays, which stands in the page beside it.
    """
    text, choice = view.text, plotly.choice(picture, view.style)
    return {
        **({"base": base.name} if base.name else {"figure": base.content}),
        "changed": choice.changed,
        "over": choice.over,
        "narrow": plotly.narrow(picture, view.style) or None,
        "height": plotly.height(picture).to_json(),
        "lang": text.lang,
        "name": picture.heading,
        "reading": picture.sentence,
        "export": {
            "file": file_name(view, picture.key, ""),
            "title": picture.title,
            "subtitle": subtitle(view, picture),
            "source": source_line(view, picture),
            "mark": view.mark,
        },
        "pick": picture.pick,
        "brush": picture.brush,
        "hatch": {
            "url": view.geometry("hatch.json"),
            "color": view.style.hatch,
        },
        "play": _play(picture, view.style, unfolding),
        "card": f".st-key-{picture.key}",
    }
