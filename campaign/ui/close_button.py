"""The button that closes a dialog."""

from __future__ import annotations

from html import escape

from campaign.i18n.translator import Text


def close_button_html(text: Text) -> str:
    """Return the button that closes the dialog it stands in; popups.js listens to it."""
    return (
        f'<p class="done"><button type="button" class="button" data-close>'
        f"{escape(text('Done'))}</button></p>"
    )
