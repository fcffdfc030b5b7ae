"""Buttons that copy a text, and the message beside them about the result (copy_text.js)."""

from __future__ import annotations

from html import escape

from campaign.i18n.translator import Text


def copy_button(message: str, words: str, attributes: str = "") -> str:
    """Return a button with these words that copies the message; `attributes` are HTML."""
    return (
        f'<button type="button" class="button" {attributes} data-message="{escape(message)}">'
        f"{escape(words)}</button>"
    )


def copy_row(buttons: str, text: Text) -> str:
    """Return a row of buttons with an element that says whether the text was copied."""
    failed = text("The text was not copied. Select it and copy it.")
    return (
        f'<p class="copies" data-copied="{escape(text("Text copied"))}" '
        f'data-failed="{escape(failed)}">{buttons}<span class="copied" role="status"></span></p>'
    )
