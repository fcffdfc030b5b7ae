"""The notes on the boundaries that are drawn."""

from __future__ import annotations

from html import escape

from campaign.analysis.view import View


def boundary_note(view: View) -> str:
    """Return the notes on the boundaries that are drawn."""
    return f'<p class="source boundary-note">{escape(" ".join(view.boundary_notes))}</p>'
