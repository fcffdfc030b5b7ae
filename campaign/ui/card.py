"""A card: a picture with its title, reading, source, table twin and downloads."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from campaign.pictures.picture import Picture
from campaign.tables import csv_bytes, html
from campaign.ui import controls
from campaign.ui.cache import cached
from campaign.ui.figure import figure, to_json
from campaign.view import View

Build = Callable[[View], Picture]


def card(view: View, build: Build, aside: Callable[[], None] | None = None) -> None:
    """Draw the picture that `build` makes of the view; `aside` puts controls under its title."""
    picture = cached(view, build)
    with st.container(key=picture.key, border=True):
        st.html(f"<h2>{escape(picture.title)}</h2>{room(picture)}")
        if picture.figure is None:
            missing = view.text("The map needs the boundaries, and their file cannot be read.")
            st.html(f'<div class="empty"><p>{escape(missing)}</p></div>')
            st.html(words(view, picture))
            _twin(view, build, picture.key)
            return
        if aside is not None:
            aside()
        figure(
            cached(view, lambda view: to_json(payload(view, picture)), picture_name(build)),
            key=f"figure:{picture.key}",
            on_pick=lambda code: controls.picked(view, code),
        )
        st.html(words(view, picture))
        _twin(view, build, picture.key)


@st.fragment
def _twin(view: View, build: Build, key: str) -> None:
    # A fragment: opening the table reruns this and nothing else.
    text = view.text
    with st.container(horizontal=True, vertical_alignment="center", key=f"tools-{key}"):
        shown = st.toggle(text("Show as table"), key=f"table:{key}:{text.lang}")
        st.download_button(
            text("Download CSV"),
            data=lambda: csv_bytes(cached(view, build).table, text, view.mark),
            file_name=f"{file_name(view, key)}.csv",
            mime="text/csv",
            key=f"csv:{key}:{text.lang}",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )
    if shown:
        picture = cached(view, build)
        st.html(html(picture.table, text, picture.title))


def picture_name(build: Build) -> str:
    """The builder's name, unique among all of them."""
    return f"{build.__module__}.{build.__qualname__}"


def room(picture: Picture) -> str:
    """The height the figure will take, so that nothing moves when it arrives."""
    rule, name = picture.height, f".st-key-figure-{picture.key}"
    if rule.get("ratio"):
        wide = f"clamp({rule['min']}px, {rule['ratio'] * 100:.0f}cqw, {rule['max']}px)"
    else:
        wide = f"{rule['px']}px"
    return (
        f"<style>.st-key-{picture.key}{{container-type:inline-size}}"
        f"{name}{{min-height:{wide}}}"
        f"@container (max-width:600px){{{name}{{min-height:{rule['narrow_px']}px}}}}</style>"
    )


def words(view: View, picture: Picture) -> str:
    """The reading and the source line as HTML."""
    mark = f'<span class="mark-small">{escape(view.mark)}</span> ' if view.mark else ""
    return (
        f'<p class="reading">{escape(picture.reading)}</p>'
        f'<p class="source">{mark}{escape(source_line(view, picture))}</p>'
    )


def source_line(view: View, picture: Picture) -> str:
    """Where the numbers come from, with the fingerprint of the data."""
    return view.text(
        "Source: {sources}. Data version: {fingerprint}.",
        sources="; ".join(picture.sources),
        fingerprint=view.campaign.fingerprint,
    )


def file_name(view: View, key: str) -> str:
    """A name in Latin letters: picture, edition, places, language."""
    places = "-".join(view.selection.oblasts).lower()
    return "-".join(p for p in (key, view.edition.campaign_id, places, view.text.lang) if p)


def payload(view: View, picture: Picture) -> dict[str, Any]:
    """What the figure component gets: the figure, its sizes and all of its words."""
    text = view.text
    assert picture.figure is not None
    figure = picture.figure.to_plotly_json()
    figure["layout"].pop("template", None)  # empty, yet 4 KB of names
    return {
        "figure": figure,
        "narrow": dict(picture.narrow) or None,
        "height": dict(picture.height),
        "lang": text.lang,
        "name": picture.title,
        "reading": picture.reading,
        "export": {
            "file": file_name(view, picture.key),
            "title": picture.title,
            "subtitle": view.filters,
            "source": source_line(view, picture),
            "mark": view.mark,
        },
        "zoom": picture.zoom,
        "pick": picture.pick,
        "brush": picture.brush,
        "hatch": {
            "url": view.geometry("hatch.json"),
            "color": view.style.hatch,
        },
        "play": picture.play,
    }
