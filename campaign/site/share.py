"""The button that copies the address of the current view."""

from __future__ import annotations

from html import escape

from campaign.analysis.view import View
from campaign.i18n.translator import LANGUAGE_NAMES


def share_button(view: View) -> str:
    """Return a button that opens the link to share, and buttons that copy it.

    The link includes the language only by the second of them. The browser has the address
    (share.js).
    """
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
    share = escape(text.c("button", "Share"))
    return (
        f'<details class="dropdown sharing" data-list="share"><summary>{share}</summary>'
        f'<div class="share" {data}><p class="share-said" role="status"></p>'
        f'<label>{escape(text("Link"))}<input type="text" readonly></label>'
        f'<p class="source">{escape(" ".join(notes))}</p>'
        f'<p class="share-do"><button type="button" class="button" data-copy="any">'
        f"{escape(text('Copy the link'))}</button>"
        f'<button type="button" class="button" data-copy="this">{escape(label)}</button></p>'
        "</div></details>"
    )
