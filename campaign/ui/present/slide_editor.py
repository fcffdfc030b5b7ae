"""The page beside the hall: the list of scenes, to be ordered, renamed, saved and loaded."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Literal

import streamlit as st

from campaign.analysis.view import View
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES, N_, Text
from campaign.presentation.slides import written
from campaign.ui import widgets
from campaign.ui.present import slide_store
from campaign.ui.present.slide_store import SlideEntry, listed_scenes, shipped_scenes

FIGURE_NAMES: Mapping[str, str] = {
    "text": N_("Words"),
    "headline": N_("Headline numbers"),
    "map": N_("Map"),
    "ranking": N_("Ranked list"),
    "timeline": N_("Timeline"),
    "multiples": N_("Small charts by region"),
    "schedule": N_("Schedule of activities"),
    "breakdown": N_("Types of activity"),
    "leading_types": N_("Leading types of activity"),
    "heatmap": N_("Types by region"),
    "audience": N_("Women, men, young people"),
    "media": N_("Media audience"),
}


def scene_list(view: View) -> None:
    """The way into the hall, the scenes one below the other, and their file."""
    text = view.text
    st.html(
        f"<h1>{escape(text('Give the talk'))}</h1>"
        f'<p class="lead">{escape(text("Full screen, for a clicker; no network is needed."))}</p>'
    )
    wrong = shipped_scenes(view)[1]
    if wrong is not None:
        _say(slide_store.slides_error(wrong, text))
    if view.edition.status == "published_only":
        _say(view.absence)
        widgets.back_to_register(view)
    _start(view)
    listed = listed_scenes(view)
    for place, item in enumerate(listed):
        _scene(view, item, place, len(listed))
    _files(view)


def _start(view: View) -> None:
    text = view.text
    with st.container(key="talk-start", horizontal=True, vertical_alignment="center"):
        st.button(
            text("Start the talk"),
            key=f"talk:start:{text.lang}",
            type="primary",
            icon=":material/slideshow:",
            on_click=_enter,
            args=(1,),
        )
        notes = f"/present?notes=1&lang={text.lang}"
        st.html(
            f'<p><a class="notes-link" href="{escape(notes)}" '
            # Streamlit keeps no other target, and without one the scenes of this page are lost.
            'target="_blank" rel="noopener">'
            f"{escape(text('Open the speaker’s window'))}</a></p>"
        )
    hints = (
        text("Press ? in the talk for all keys."),
        text("Changes last until this window is closed: download the slides to keep them."),
    )
    st.html(f'<p class="source">{escape(" ".join(hints))}</p>')


def _scene(view: View, item: SlideEntry, place: int, total: int) -> None:
    text, scene = view.text, item.scene
    key = f"scene:{item.number}:{text.lang}"
    about = text(FIGURE_NAMES[scene.figure])
    if scene.figure != "text":
        seen = scene.view(view.campaign, text.lang, view.style, view.edition.campaign_id)
        about = f"{about} · {seen.filters}"
    with st.container(key=f"scene-{place}", border=True):
        st.html(
            f"<h2>{place + 1}. {escape(scene.named(text.lang))}</h2>"
            f'<p class="source">{escape(about)}</p>'
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            at = text("Slide {n} of {total}", n=place + 1, total=total)
            for name, icon, words, off in (
                ("show", "slideshow", text("Show"), False),
                ("up", "arrow_upward", text("Move up"), place == 0),
                ("down", "arrow_downward", text("Move down"), place == total - 1),
                ("remove", "delete", text("Remove"), total == 1),
            ):
                st.button(
                    words,
                    key=f"{key}:{name}",
                    icon=f":material/{icon}:",
                    help=f"{words}: {at}",
                    type="tertiary",
                    disabled=off,
                    on_click=_act,
                    args=(name, place),
                )
            is_open = st.toggle(text("Title and notes"), key=f"{key}:open")
        if is_open:
            _words(item, key, text)


def _words(item: SlideEntry, key: str, text: Text) -> None:
    for lang in LANGUAGES:
        named = LANGUAGE_NAMES[lang]
        _field(item, key, "title", lang, f"{text('Title')} · {named}")
        _field(item, key, "notes", lang, f"{text('Speaker’s notes')} · {named}")


def _field(
    item: SlideEntry, key: str, what: Literal["title", "notes"], lang: str, label: str
) -> None:
    name = f"{key}:{what}:{lang}"
    words = (item.scene.title if what == "title" else item.scene.notes).get(lang, "")
    if st.session_state.get(name) != words:
        st.session_state[name] = words
    if what == "title":
        st.text_input(
            label, key=name, max_chars=200, on_change=_reword, args=(item.number, what, lang, name)
        )
    else:
        st.text_area(
            label,
            key=name,
            max_chars=4_000,
            on_change=_reword,
            args=(item.number, what, lang, name),
        )


def _files(view: View) -> None:
    text = view.text
    scenes = slide_store.own_scenes(view)
    with st.container(key="talk-files", border=True):
        st.html(f"<h2>{escape(text('The slides as a file'))}</h2>")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                text("Download the slides (TOML)"),
                data=written(scenes).encode(),
                file_name=f"scenes-{view.edition.campaign_id}.toml",
                mime="application/toml",
                key=f"talk:download:{text.lang}",
                on_click="ignore",
                icon=":material/download:",
            )
            st.button(
                text("Back to the shipped slides"),
                key=f"talk:reset:{text.lang}",
                disabled=not slide_store.is_changed(),
                on_click=slide_store.reset,
            )
        key = f"talk:file:{text.lang}"
        st.file_uploader(
            text("Load slides (TOML)"),
            type="toml",
            key=key,
            max_upload_size=1,
            on_change=_load,
            args=(key,),
        )
        said = slide_store.fault(text)
        if said:
            _say(said)


def _say(words: str) -> None:
    st.html(f'<div class="notice error" role="alert"><p>{escape(words)}</p></div>')


# What the buttons do -------------------------------------------------------------------------


def _enter(scene: int) -> None:
    """Into the hall: its address is the page's without `edit`."""
    query = {name: value for name, value in st.query_params.to_dict().items() if name != "edit"}
    st.query_params.from_dict(query | {"scene": str(scene)})


def _act(name: str, place: int) -> None:
    if name == "show":
        _enter(place + 1)
    elif name == "remove":
        slide_store.remove(place)
    else:
        slide_store.move(place, -1 if name == "up" else 1)


def _reword(number: int, what: Literal["title", "notes"], lang: str, name: str) -> None:
    slide_store.reword(number, what, lang, str(st.session_state.get(name, "")))


def _load(key: str) -> None:
    file = st.session_state.get(key)
    if file is not None:
        slide_store.load(file.getvalue())
