"""The files of the campaign as a list of links."""

from __future__ import annotations

from html import escape

from campaign.site.page import SitePage, link
from campaign.site.page_list import HOME


def downloads(page: SitePage) -> str:
    """Return the files with a description of each; "" if the page lists none.

    The overview has only their names, and a link to the descriptions on the page “Method”.
    """
    text, files, is_home = page.view.text, page.links.files(), page.stem == HOME.stem
    if not files:
        return ""
    items = "".join(
        f'<li><a href="{escape(file.address)}" download>{escape(text(file.name))}</a>'
        f"{'' if is_home else f'<span>{escape(text(file.contents))}</span>'}</li>"
        for file in files
    )
    about = page.links.page("about", page.view.selection) if is_home else None
    more = f'<p class="action">{link(text("What is in each file"), f"{about}#files")}</p>'
    place = "" if is_home else ' id="files"'
    return (
        f'<section class="card"{place}><h2>{escape(text("Downloads"))}</h2>'
        f'<ul class="events{" files" if is_home else ""}">{items}</ul>{more if about else ""}'
        "</section>"
    )
