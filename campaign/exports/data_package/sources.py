"""Sources as lists of addresses and words."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def split_sources(sources: Iterable[object]) -> tuple[str, ...]:
    """Return the parts of texts that are parted by semicolons, each once."""
    parts = (part.strip() for source in sources for part in str(source).split(";"))
    return tuple(dict.fromkeys(filter(None, parts)))


def is_web_address(words: str) -> bool:
    """True for an address that a browser opens."""
    return urlsplit(words).scheme in ("http", "https") and " " not in words


def describe_source(source: str) -> dict[str, str]:
    """Return the source in the terms of a Data Package: an address has its site as the title."""
    if not is_web_address(source):
        return {"title": source}
    host = (urlsplit(source).hostname or source).removeprefix("www.")
    return {"title": host, "path": source}
