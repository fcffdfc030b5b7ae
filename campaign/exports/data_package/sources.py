"""Sources as lists of web addresses and other text."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def split_sources(sources: Iterable[object]) -> tuple[str, ...]:
    """Return the parts of texts, which are separated by semicolons; each part once."""
    parts = (part.strip() for source in sources for part in str(source).split(";"))
    return tuple(dict.fromkeys(filter(None, parts)))


def is_web_address(words: str) -> bool:
    """Return whether a text is a web address (http or https)."""
    return urlsplit(words).scheme in ("http", "https") and " " not in words


def describe_source(source: str) -> dict[str, str]:
    """Return the source as Data Package describes it; the title of an address is its host."""
    if not is_web_address(source):
        return {"title": source}
    host = (urlsplit(source).hostname or source).removeprefix("www.")
    return {"title": host, "path": source}
