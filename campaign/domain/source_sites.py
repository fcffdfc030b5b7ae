"""The names of the sites of source addresses."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def publishers(sources: Iterable[object]) -> list[str]:
    """Return the hosts of the addresses in texts as `sites`, and all other parts as written."""
    parts = [part.strip() for source in sources for part in str(source).split(";")]
    return list(dict.fromkeys(name for part in parts for name in (sites([part]) or [part]) if name))


def sites(sources: Iterable[object]) -> list[str]:
    """Return the hosts of the addresses in texts, each once, without `www.`.

    Semicolons separate the parts of a text; parts that are not addresses are ignored.
    """
    addresses = [part.strip() for source in sources for part in str(source).split(";")]
    hosts = [(urlsplit(address).hostname or "").removeprefix("www.") for address in addresses]
    return list(dict.fromkeys(filter(None, hosts)))
