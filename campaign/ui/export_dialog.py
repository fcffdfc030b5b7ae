"""The export dialog: file formats with their contents and options, and the download."""

from __future__ import annotations

import threading
from dataclasses import replace
from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.register import RegisterAwayError
from campaign.exports.formats import (
    FORMATS,
    ExportFormat,
    ExportOptions,
    Link,
    import_ahead,
    no_link,
)
from campaign.exports.progress import MAKING, Step
from campaign.i18n.translator import LANGUAGE_NAMES, LANGUAGES, Text
from campaign.site.notices import away_notice
from campaign.ui.present import slide_store
from campaign.ui.present.page import show_add_slide

FILE_KEY = "export-file"


def show_export_dialog(view: View) -> None:
    """Open the dialog for the current selection; on every page."""
    st.session_state.pop(FILE_KEY, None)
    threading.Thread(target=import_ahead, daemon=True).start()
    st.dialog(view.text("Files to download"))(_dialog)(view)


def _dialog(view: View) -> None:
    try:
        _offer_files(view)
    except RegisterAwayError:
        st.html(away_notice(view.text))
    st.html(close_button_html(view.text))


def _offer_files(view: View) -> None:
    """Show the file formats, and the file or the slide that can be made of the view."""
    text = view.text
    formats = [code for code, kind in FORMATS.items() if not kind.missing(view)]
    st.html(f'<p class="source">{escape(view.filters)}</p>')
    kind = FORMATS[
        st.radio(
            text("File format"),
            formats,
            key=f"export-kind:{text.lang}",
            format_func=lambda code: text(FORMATS[code].name),
        )
    ]
    if view.disclaimer:
        st.html(f'<p class="mark-small">{escape(view.disclaimer)}</p>')
    if limit_words := kind.row_limit_words(view):
        st.html(f'<div class="empty"><p>{escape(limit_words)}</p></div>')
    else:
        _offer_file(view, kind)
    # Below the buttons, which a phone then shows without scrolling.
    st.html(f'<p class="summary">{escape(text(kind.contents))}</p>')
    _offer_slide(view)


def _offer_file(view: View, kind: ExportFormat) -> None:
    """Show the options of a file format, and the button that creates the file or, in its place,
    the file.
    """
    text, options = view.text, _choose_options(view, kind)
    request = (kind.format, view.key, options.key)
    place = st.empty()
    file = st.session_state.get(FILE_KEY)
    if (file is None or file[0] != request) and place.button(
        text("Create the file"), key=f"export-make:{text.lang}", type="primary"
    ):
        _export(view, kind, options, request)
        file = st.session_state[FILE_KEY]
    if file is not None and file[0] == request:
        _, file_name, content = file
        place.download_button(
            text("Download {file}, {size}", file=file_name, size=_size(len(content), text)),
            data=content,
            file_name=file_name,
            mime=kind.mime,
            key=f"export-take:{text.lang}",
            on_click="ignore",
            type="primary",
            icon=":material/download:",
        )


def _offer_slide(view: View) -> None:
    """Offer to add the view to the presentation."""
    text = view.text
    st.html(f"<h3>{escape(text('Add to the presentation'))}</h3>")
    show_add_slide(view)


def _choose_options(view: View, kind: ExportFormat) -> ExportOptions:
    """Show the options of a file format and return their values."""
    text = view.text
    second, semicolon, every = None, False, False
    if "second" in kind.takes:
        others = ["", *(lang for lang in LANGUAGES if lang != text.lang)]
        second = st.selectbox(
            text("A second language on the same slides"),
            others,
            key=f"export-second:{text.lang}",
            filter_mode=None,
            format_func=lambda lang: LANGUAGE_NAMES[lang] if lang else text("none"),
        )
    if "semicolon" in kind.takes:
        semicolon = st.toggle(
            text("Semicolons and decimal commas"), key=f"export-semicolon:{text.lang}"
        )
    if "every" in kind.takes:
        every = st.toggle(
            text("A page for the country and for each region"), key=f"export-every:{text.lang}"
        )
    return ExportOptions(
        second=second or None,
        semicolon=semicolon,
        every=every,
        link=site_link(view),
        slides=tuple(slide_store.own_slides(view)) if "slides" in kind.takes else None,
    )


def _export(view: View, kind: ExportFormat, options: ExportOptions, request: object) -> None:
    text = view.text
    bar = st.progress(0.0, text=text(MAKING))

    def show_step(step: Step) -> None:
        bar.progress(step.share, text=step.words(text))

    content = kind.build(view, replace(options, progress=show_step))
    st.session_state[FILE_KEY] = (request, kind.file_name(view), content)
    bar.empty()


def site_link(view: View) -> Link:
    """Return a function that gives the address of a selection on this server.

    Campaigns with private files have no links: only their owner can see them.
    """
    site = site_address()
    if view.campaign.private or not site:
        return no_link

    def link(selection: Selection) -> str:
        query = urlencode(selection.to_link(view.campaign))
        return f"{site}/{f'?{query}' if query else ''}"

    return link


def _size(count: int, text: Text) -> str:
    """Return the size of a file of `count` bytes in KB or MB, in words."""
    if count < 1_000_000:
        return text("{n} KB", n=max(1, round(count / 1_000)))
    return text("{n:1} MB", n=count / 1_000_000)


def close_button_html(text: Text) -> str:
    """Return the button that closes its dialog (`campaign/browser/page/tab.js`)."""
    return (
        f'<p class="done"><button type="button" class="button" data-close>'
        f"{escape(text('Done'))}</button></p>"
    )


def site_address() -> str:
    """Return scheme and host, as `https://dashboard.example`; "" if they are not known."""
    address = urlsplit(st.context.url or "")
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""
