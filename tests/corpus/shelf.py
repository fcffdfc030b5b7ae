"""Where the makers put their files, each with one line about it."""

from __future__ import annotations

from collections.abc import Callable

Maker = Callable[[], bytes]
SHELF: dict[str, tuple[str, Maker]] = {}
"""{path within the corpus: (what it is, how to make it)}."""


def shelved(path: str, about: str) -> Callable[[Maker], Maker]:
    """Put a maker on the shelf; `about` becomes its line in the README."""

    def put(maker: Maker) -> Maker:
        assert path not in SHELF, path
        SHELF[path] = (about, maker)
        return maker

    return put


def put(path: str, about: str, content: bytes) -> None:
    """Put ready bytes on the shelf."""
    shelved(path, about)(lambda: content)
