"""The presentation in the app, the speaker's window, and "add this view" for every page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from types import MappingProxyType

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import build_presentation, to_json
from campaign.presentation.slides import MOST_SLIDES, SLIDE_KINDS, Slide, shown_slides
from campaign.presentation.slides_file import to_toml
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.site.page_list import HOME
from campaign.ui import state
from campaign.ui.cache import cached
from campaign.ui.present import slide_store
from campaign.ui.present.slide_editor import SLIDE_KIND_NAMES, show_slide_editor
from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_presentation", js=loader("presentation.js"), isolate_styles=False
)
KEY = "presentation"

MOST_TITLE = 200
_LEAVING = "presentation_leaving"


def present(view: View) -> None:
    """Show presentation or speaker's window, or the slide editor where the address has `edit`."""
    if "edit" in st.query_params:
        show_slide_editor(view)
        return
    if st.session_state.pop(_LEAVING, False):
        query = view.selection.to_query(view.campaign)
        st.switch_page(HOME.file, query_params=query)
    role = "notes" if "notes" in st.query_params else "projector"
    start = to_json({"role": role, "lang": view.text.lang})
    _show_presentation(start[:-1] + b',"presentation":' + payload(view) + b"}", _leave)


def show_add_slide(view: View) -> None:
    """Offer to add the view as a slide, with a choice of chart and title; for inside a dialog."""
    text, key = view.text, f"offer:{view.text.lang}"
    if not view.has_register or view.is_empty:
        return
    if len(slide_store.own_slides(view)) >= MOST_SLIDES:
        words = text(
            "The presentation already has {n} slides, the maximum. Remove a slide first.",
            n=MOST_SLIDES,
        )
        st.html(f"<p>{escape(words)}</p>")
        return
    kind = st.selectbox(
        text.c("slide", "Chart"),
        [name for name, build in SLIDE_KINDS.items() if build is not None],
        key=f"{key}:kind",
        filter_mode=None,
        format_func=lambda name: text(SLIDE_KIND_NAMES[name]),
    )
    st.text_input(
        text("Title of the slide"),
        key=f"{key}:title",
        max_chars=MOST_TITLE,
        placeholder=text(SLIDE_KIND_NAMES[kind]),
    )
    # The callback draws nothing: in a dialog, its output would replace the first elements of the
    # page.
    if st.button(
        text("Add this view to the presentation"),
        key=f"{key}:add",
        on_click=_add,
        args=(view, kind, key),
    ):
        st.toast(text("Added to the presentation as its last slide."))


def payload(view: View) -> bytes:
    """Return the presentation as JSON, without the page's filters: a slide has its own."""
    slides = slide_store.own_slides(view)
    edition = view.edition.campaign_id
    digest = hashlib.sha256(to_toml(slides).encode()).hexdigest()

    def build(_: View) -> bytes:
        shown = shown_slides(slides, view.campaign, common.text.lang, edition)
        presentation = build_presentation(view.campaign, shown, edition)
        return to_json(presentation.to_json())

    # The same for all readers with these slides, whatever they have selected elsewhere.
    common = View(view.campaign, Selection(edition), Text.of("ky"), PROJECTOR_STYLE)
    return cached(common, build, digest)


def _leave(to: str, lang: str) -> None:
    """Leave the presentation for a page, which takes on the language that was spoken last."""
    if lang in LANGUAGES:
        state.change(lambda selection, _: replace(selection, lang=lang))
    if to == "edit":
        st.query_params["edit"] = "1"
    else:
        st.session_state[_LEAVING] = True


def add_slide(view: View, kind: str, words: str = "", *, play: bool) -> bool:
    """Add a chart of the view as the last slide; return False if there are too many slides.

    Without a title in `words` the slide has the title of the chart, in every language.
    """
    if len(slide_store.own_slides(view)) >= MOST_SLIDES:
        return False
    query = view.selection.to_link(view.campaign) | {"edition": view.edition.campaign_id}
    slide = Slide(kind, {}, query=MappingProxyType(query), play=play)
    titles = {view.text.lang: words} if words else _titles(view, slide)
    full = {lang: titles.get(lang, "") for lang in LANGUAGES}
    slide_store.add(view, replace(slide, title=MappingProxyType(full)))
    return True


def _add(view: View, kind: str, key: str) -> None:
    words = str(st.session_state.get(f"{key}:title", "")).strip()
    add_slide(view, kind, words, play=kind == "map")


def _titles(view: View, slide: Slide) -> Mapping[str, str]:
    """Return the title of the chart in every language."""
    titles = {}
    for lang in LANGUAGES:
        chart = slide.chart(slide.view(view.campaign, lang, view.style))
        name = Text.of(lang)(SLIDE_KIND_NAMES[slide.kind])
        titles[lang] = name if chart is None else chart.title
    return titles


def _show_presentation(payload: bytes, on_leave: Callable[[str, str], None]) -> None:
    """Cover the window with the presentation.

    `on_leave` gets where to go ("overview" or "edit") and the language that was spoken last.
    """

    def report_leaving() -> None:
        state = st.session_state.get(KEY)
        match state.get("leave") if isinstance(state, Mapping) else None:
            case {"to": str() as to, "lang": str() as lang}:
                on_leave(to, lang)

    _mount(key=KEY, data=payload, on_leave_change=report_leaving)
