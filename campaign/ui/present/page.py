"""The talk in the app: the hall, the speaker's window, and "add this view" for every page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from types import MappingProxyType

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import talk, to_json
from campaign.presentation.slides import FIGURES, MOST_SCENES, Scene, written
from campaign.presentation.style import HALL
from campaign.ui import state
from campaign.ui.cache import cached
from campaign.ui.components.presentation import show
from campaign.ui.present import slide_store
from campaign.ui.present.slide_editor import FIGURE_NAMES, scene_list
from campaign.web.pages import HOME

MOST_TITLE = 200
_LEAVING = "talk_leaving"


def present(view: View) -> None:
    """The hall, or the speaker's window; the list of scenes where the address asks for it."""
    if "edit" in st.query_params:
        scene_list(view)
        return
    if st.session_state.pop(_LEAVING, False):
        query = view.selection.to_query(view.campaign)
        st.switch_page(HOME.file, query_params=query)
    role = "notes" if "notes" in st.query_params else "hall"
    head = to_json({"role": role, "lang": view.text.lang})
    show(head[:-1] + b',"talk":' + payload(view) + b"}", _left)


def offer(view: View) -> None:
    """Make a scene of the live view: which figure, under which title; for inside a dialog."""
    text, key = view.text, f"offer:{view.text.lang}"
    if not view.has_register or view.is_empty:
        return
    if len(slide_store.own_scenes(view)) >= MOST_SCENES:
        st.html(f"<p>{escape(text('The talk has {n} slides already.', n=MOST_SCENES))}</p>")
        return
    figure = st.selectbox(
        text("Figure"),
        [name for name, build in FIGURES.items() if build is not None],
        key=f"{key}:figure",
        filter_mode=None,
        format_func=lambda name: text(FIGURE_NAMES[name]),
    )
    st.text_input(
        text("Title of the slide"),
        key=f"{key}:title",
        max_chars=MOST_TITLE,
        placeholder=text(FIGURE_NAMES[figure]),
    )
    # The callback itself says nothing: in a dialog, what it draws takes the place of the page's
    # first elements.
    if st.button(
        text("Add this view to the talk"),
        key=f"{key}:add",
        on_click=_add,
        args=(view, figure, key),
    ):
        st.toast(text("Added to the talk as its last slide."))


def payload(view: View) -> bytes:
    """The whole talk as JSON. The live filters are no part of it: each scene has its own."""
    scenes = slide_store.own_scenes(view)
    edition = view.edition.campaign_id
    digest = hashlib.sha256(written(scenes).encode()).hexdigest()

    def made(_: View) -> bytes:
        ready = talk(view.campaign, scenes, edition)
        found = {**ready.told, "id": ready.digest, "drawn": ready.drawn}
        if ready.boundaries:
            hatch = ready.boundaries.replace("oblasts.geojson", "hatch.json")
            found["addresses"] = {"oblasts": ready.boundaries, "hatch": hatch}
        return to_json(found)

    # The same for all readers with these scenes, whatever they have chosen elsewhere.
    common = View(view.campaign, Selection(edition), Text.of("ky"), HALL)
    return cached(common, made, digest)


def _left(to: str, lang: str) -> None:
    """The talk is left; the language that was spoken last goes on."""
    if lang in LANGUAGES:
        state.change(lambda chosen, _: replace(chosen, lang=lang))
    if to == "edit":
        st.query_params["edit"] = "1"
    else:
        st.session_state[_LEAVING] = True


def _add(view: View, figure: str, key: str) -> None:
    words = str(st.session_state.get(f"{key}:title", "")).strip()
    query = view.selection.to_link(view.campaign) | {"edition": view.edition.campaign_id}
    scene = Scene(figure, {}, query=MappingProxyType(query), play=figure == "map")
    titles = {view.text.lang: words} if words else _titles(view, scene)
    full = {lang: titles.get(lang, "") for lang in LANGUAGES}
    slide_store.add(view, replace(scene, title=MappingProxyType(full)))


def _titles(view: View, scene: Scene) -> Mapping[str, str]:
    """What the figure is called in every language."""
    found = {}
    for lang in LANGUAGES:
        chart = scene.chart(scene.view(view.campaign, lang, view.style))
        name = Text.of(lang)(FIGURE_NAMES[scene.figure])
        found[lang] = name if chart is None else chart.title
    return found
