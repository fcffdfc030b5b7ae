"""The header of the live app, the same as on the painted page."""

from __future__ import annotations

from campaign.analysis.view import View
from campaign.site.header import header
from campaign.ui.export_dialog import show_export_dialog
from campaign.ui.links import search, show_header_links, takes_request_for_files


def show_header(view: View) -> None:
    """Show the header of a page, and the export dialog when its button was clicked."""
    words = search()
    show_header_links(view, lambda page: header(page, words), is_kept=not words)
    if takes_request_for_files():
        show_export_dialog(view)
