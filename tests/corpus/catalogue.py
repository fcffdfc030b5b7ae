"""The files of the corpus: a description and a maker of each."""

from __future__ import annotations

from collections.abc import Callable

Maker = Callable[[], bytes]
FILES: dict[str, tuple[str, Maker]] = {}
"""{path within the corpus: (description, maker)}."""


def corpus_file(path: str, about: str) -> Callable[[Maker], Maker]:
    """Add the file that a function makes; `about` becomes its line in the README."""

    def add(maker: Maker) -> Maker:
        assert path not in FILES, path
        FILES[path] = (about, maker)
        return maker

    return add


def add_file(path: str, about: str, content: bytes) -> None:
    """Add a file of these bytes."""
    corpus_file(path, about)(lambda: content)
