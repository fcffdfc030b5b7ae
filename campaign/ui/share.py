"""The button that copies the address of the current view."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.i18n.translator import LANGUAGE_NAMES
from campaign.ui.popup import popup


def show_share_button(view: View) -> None:
    """Show a popup that copies the address, without its language unless asked for.

    The browser knows the address and copies it (share.js).
    """
    with popup(view.text.c("button", "Share"), icon=":material/share:"):
        st.html(_html(view))


def _html(view: View) -> str:
    text = view.text
    label = text("Copy the link in this language: {language}", language=LANGUAGE_NAMES[text.lang])
    notes = [text("Each reader sees the page in the language of their own browser.")]
    if view.campaign.private:
        notes.append(text("The link does not include your uploaded files."))
    messages = {
        "copied": text("Link copied"),
        "failed": text("The link was not copied. Select it and copy it."),
    }
    data = " ".join(f'data-{name}="{escape(words)}"' for name, words in messages.items())
    return (
        f'<div class="share" {data}><p class="share-said" role="status"></p>'
        f'<label>{escape(text("Link"))}<input type="text" readonly></label>'
        f'<p class="source">{escape(" ".join(notes))}</p>'
        f'<p class="share-do"><button type="button" class="button" data-copy="any">'
        f"{escape(text('Copy the link'))}</button>"
        f'<button type="button" class="button" data-copy="this">{escape(label)}</button></p></div>'
    )
