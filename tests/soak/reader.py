"""A viewer who reads the words of a page, which show the state of the data."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bench.viewer import Run, Viewer, viewing
from tests.soak.process import PATIENCE

_NUMBER = re.compile(r'data-number="(\w+)".*?class="tile-value"[^>]*>([^<]*)<', re.DOTALL)
_DATA = re.compile(r"(?:data version |[?&]v=)([0-9a-f]{12})\b")


@dataclass(frozen=True)
class Page:
    """What one run put on the page."""

    words: str

    @property
    def fingerprints(self) -> set[str]:
        """Every version of the data that is named, in the foot and in addresses of geometry."""
        return set(_DATA.findall(self.words))

    @property
    def numbers(self) -> dict[str, int]:
        """The headline numbers by name, where the page has any."""
        pairs = ((name, re.sub(r"\D", "", words)) for name, words in _NUMBER.findall(self.words))
        return {name: int(digits) for name, digits in pairs if digits}


class Reader(Viewer):
    """A viewer who also has the words of the page after the last run."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.page = Page("")
        self._words: list[str] = []
        self._words_by_hash: dict[str, str] = {}

    async def rerun(self) -> Run:
        """As a viewer's. Raises SessionLost."""
        self._words = []
        run = await super().rerun()
        self.page = Page("\n".join(self._words))
        return run

    def _note(self, message: Any) -> None:
        super()._note(message)
        words = message.delta.SerializeToString().decode("utf-8", "replace")
        self._words.append(words)
        if message.metadata.cacheable:
            self._words_by_hash[message.hash] = words

    def _recall(self, digest: str) -> None:
        super()._recall(digest)
        self._words.append(self._words_by_hash[digest])


@asynccontextmanager
async def reading(
    address: str, page: str, query: str = "", **options: Any
) -> AsyncIterator[Reader]:
    """A reader, connected. Raises SessionLost."""
    async with viewing(address, page, query, patience=PATIENCE, **options) as viewer:
        yield Reader(viewer._connection, page, query, viewer._patience)
