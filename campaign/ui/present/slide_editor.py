"""The slide editor: the slides in a list, to be ordered, renamed, saved and loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Literal

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts.chart_list import SLIDE_CHARTS
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES, N_
from campaign.presentation.slides import Omissions, Slide
from campaign.presentation.slides_file import to_toml
from campaign.site.elements import notice, source_line
from campaign.site.page import presentation_title
from campaign.site.published import register_link
from campaign.ui import links
from campaign.ui.cache import cached
from campaign.ui.present import slide_store
from campaign.ui.present.slide_store import SlideEntry, shipped_slides, slide_entries
from campaign.ui.widgets import show_button, show_html

SLIDE_KIND_NAMES: Mapping[str, str] = {
    "text": N_("Text"),
    "cover": N_("Cover"),
    "headline": N_("Key figures"),
    "insights": N_("Key findings"),
    **{key: entry.name for key, entry in SLIDE_CHARTS.items()},
}


def show_slide_editor(view: View) -> None:
    """Show the button of the presentation, the slides as a list, and the buttons of their file."""
    text = view.text
    st.html(f"<div>{presentation_title(view)}</div>")
    error = shipped_slides(view)[1]
    if error is not None:
        _show_error(slide_store.describe_error(error, text))
    if view.edition.status == "published_only":
        _show_error(view.absence)
        page = links.page_of(view, "present")
        show_html(f'<div class="links">{register_link(page)}</div>')
    _show_start(view)
    entries = slide_entries(view)
    omissions = _omissions(view, [entry.slide for entry in entries])
    for place, entry in enumerate(entries):
        _show_slide(view, entry, place, omissions)
    _show_file(view)


def _show_start(view: View) -> None:
    text = view.text
    with st.container(key="presentation-start", horizontal=True, vertical_alignment="center"):
        key, icon = f"presentation:start:{text.lang}", ":material/slideshow:"
        show_button(text("Start the presentation"), key, _enter, 1, kind="primary", icon=icon)
        notes = f"/present?notes=1&lang={text.lang}"
        st.html(
            f'<p><a class="notes-link" href="{escape(notes)}" '
            # Streamlit keeps no other target; in the same tab this page would lose its slides.
            'target="_blank" rel="noopener">'
            f"{escape(text('Open the speaker’s window'))}</a></p>"
        )
    hints = (
        text("Press ? during the presentation to see all keys."),
        text("Changes last until this window is closed: download the slides to keep them."),
    )
    st.html(source_line(" ".join(hints)))


def _omissions(view: View, slides: Sequence[Slide]) -> Omissions:
    """Return why slides are left out, computed once for the same list and campaign."""
    digest, edition = hashlib.sha256(to_toml(slides).encode()).hexdigest(), view.edition.campaign_id
    common = replace(view, selection=Selection(edition))

    def find_omissions(_: View) -> Omissions:
        return Omissions.of(slides, view.campaign, view.text.lang, edition)

    return cached(common, find_omissions, digest)


def _show_slide(view: View, entry: SlideEntry, place: int, omissions: Omissions) -> None:
    text, slide = view.text, entry.slide
    total, reason = len(omissions.reasons), omissions.reasons[place]
    key = f"slide:{entry.number}:{text.lang}"
    about = text(SLIDE_KIND_NAMES[slide.kind])
    if not slide.is_words:
        slide_view = slide.view(view.campaign, text.lang, view.style, view.edition.campaign_id)
        about = f"{about} · {slide_view.filters}"
    with st.container(key=f"slide-{place}", border=True):
        title = f"<h2>{place + 1}. {escape(slide.title_in(text.lang))}</h2>"
        why = f"<p>{escape(text('Not shown: {reason}', reason=reason))}</p>" if reason else ""
        st.html(f"{title}{source_line(about)}{why}")
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            position = text("Slide {n} of {total}", n=place + 1, total=total)
            for name, icon, words, is_disabled in (
                ("show", ":material/slideshow:", text("Show"), bool(reason)),
                ("up", ":material/arrow_upward:", text("Move up"), place == 0),
                ("down", ":material/arrow_downward:", text("Move down"), place == total - 1),
                ("remove", ":material/delete:", text("Remove"), total == 1),
            ):
                st.button(
                    words,
                    key=f"{key}:{name}",
                    icon=icon,
                    help=f"{words}: {position}",
                    type="tertiary",
                    disabled=is_disabled,
                    on_click=_change,
                    args=(name, place, omissions.position(place)),
                )
            is_open = st.toggle(text("Title and notes"), key=f"{key}:open")
        for lang in LANGUAGES if is_open else ():
            language = LANGUAGE_NAMES[lang]
            _show_field(entry, key, "title", lang, f"{text('Title')} · {language}")
            _show_field(entry, key, "notes", lang, f"{text('Speaker’s notes')} · {language}")


def _show_field(
    entry: SlideEntry, key: str, what: Literal["title", "notes"], lang: str, label: str
) -> None:
    name = f"{key}:{what}:{lang}"
    words = (entry.slide.title if what == "title" else entry.slide.notes).get(lang, "")
    if st.session_state.get(name) != words:
        st.session_state[name] = words
    field: Callable[..., object] = st.text_input if what == "title" else st.text_area
    most, args = 200 if what == "title" else 4_000, (entry.number, what, lang, name)
    field(label, key=name, max_chars=most, on_change=_reword, args=args)


def _show_file(view: View) -> None:
    text = view.text
    slides = slide_store.own_slides(view)
    with st.container(key="presentation-files", border=True):
        st.html(f"<h2>{escape(text('The slides as a file'))}</h2>")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                text("Download the slides (TOML)"),
                data=to_toml(slides).encode(),
                file_name=f"slides-{view.edition.campaign_id}.toml",
                mime="application/toml",
                key=f"presentation:download:{text.lang}",
                on_click="ignore",
                icon=":material/download:",
            )
            show_button(
                text("Restore the original slides"),
                f"presentation:reset:{text.lang}",
                slide_store.reset,
                disabled=not slide_store.is_changed(),
            )
        key = f"presentation:file:{text.lang}"
        st.file_uploader(
            text("Upload slides (TOML)"),
            type="toml",
            key=key,
            max_upload_size=1,
            on_change=_load,
            args=(view, key),
        )
        if error := slide_store.load_error(text):
            _show_error(error)


def _show_error(words: str) -> None:
    st.html(notice(words, kind="error", role="alert"))


# What the buttons do -------------------------------------------------------------------------


def _enter(slide: int) -> None:
    """Open the presentation: its address is the page's without `edit`."""
    query = {name: value for name, value in st.query_params.to_dict().items() if name != "edit"}
    st.query_params.from_dict(query | {"slide": str(slide)})


def _change(name: str, place: int, position: int) -> None:
    if name == "show":
        _enter(position)
    elif name == "remove":
        slide_store.remove(place)
    else:
        slide_store.move(place, -1 if name == "up" else 1)


def _reword(number: int, what: Literal["title", "notes"], lang: str, name: str) -> None:
    slide_store.reword(number, what, lang, str(st.session_state.get(name, "")))


def _load(view: View, key: str) -> None:
    file = st.session_state.get(key)
    if file is not None:
        slide_store.load(view, file.getvalue())
