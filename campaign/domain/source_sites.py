"""The sites that addresses lie on: what a reader is told of a source."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit


def sites(sources: Iterable[object]) -> list[str]:
    """The hosts of texts that hold addresses parted by semicolons, each once, without `www.`.

    What is no address has none.
    """
    addresses = [part.strip() for source in sources for part in str(source).split(";")]
    hosts = [(urlsplit(address).hostname or "").removeprefix("www.") for address in addresses]
    return list(dict.fromkeys(filter(None, hosts)))
