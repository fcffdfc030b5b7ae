"""Sources as links, named by their hosts."""

from __future__ import annotations

from collections import Counter
from html import escape
from urllib.parse import urlsplit

from campaign.i18n.translator import Text


def source_links(sources: str) -> str:
    """Return sources separated by ";" as HTML links; other text stays text.

    A link is named by its host, the second and later ones of a host by a number: “host.org (2)”.
    """
    links, hosts = [], Counter[str]()
    for source in filter(None, (source.strip() for source in sources.split(";"))):
        host = urlsplit(source).netloc
        hosts[host] += 1
        links.append(_link(source, hosts[host]))
    return ", ".join(links)


def named_source_links(sources: str, text: Text) -> str:
    """Return sources as HTML links after the word for one source or several; "" without any."""
    several = sum(bool(source.strip()) for source in sources.split(";")) > 1
    name = text("Sources") if several else text("Source")
    return f"{escape(name)}: {links}" if (links := source_links(sources)) else ""


def _link(source: str, number: int) -> str:
    address = urlsplit(source)
    if address.scheme not in ("http", "https"):
        return escape(source)
    name = address.netloc if number == 1 else f"{address.netloc} ({number})"
    return (
        f'<a href="{escape(source)}" rel="noreferrer noopener" target="_blank">{escape(name)}</a>'
    )
