"""The files of the campaign as a list of links."""

from __future__ import annotations

from html import escape

from campaign.site.page import SitePage


def downloads(page: SitePage) -> str:
    """Return the files with what is in each; "" where the page names none."""
    text, files = page.view.text, page.links.files()
    if not files:
        return ""
    items = "".join(
        f'<li><a href="{escape(file.address)}" download>{escape(text(file.name))}</a>'
        f"<span>{escape(text(file.contents))}</span></li>"
        for file in files
    )
    title = escape(text("Downloads"))
    return f'<section class="card"><h2>{title}</h2><ul class="events">{items}</ul></section>'
