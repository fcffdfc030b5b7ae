"""The sites of source addresses, as readers see them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def publishers(sources: Iterable[object]) -> list[str]:
    """The hosts of the addresses in texts as `sites`, and the other parts as they are written."""
    parts = [part.strip() for source in sources for part in str(source).split(";")]
    return list(dict.fromkeys(name for part in parts for name in (sites([part]) or [part]) if name))


def sites(sources: Iterable[object]) -> list[str]:
    """The hosts of the addresses in texts, parted by semicolons, each once, without `www.`.

    A part that is no address has none.
    """
    addresses = [part.strip() for source in sources for part in str(source).split(";")]
    hosts = [(urlsplit(address).hostname or "").removeprefix("www.") for address in addresses]
    return list(dict.fromkeys(filter(None, hosts)))
