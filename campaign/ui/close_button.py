"""The button that closes a dialog."""

from __future__ import annotations

from html import escape

from campaign.i18n.translator import Text


def close_button_html(text: Text) -> str:
    """Return the button that closes its dialog (`campaign/browser/page/close_button.js`)."""
    return (
        f'<p class="done"><button type="button" class="button" data-close>'
        f"{escape(text('Done'))}</button></p>"
    )
