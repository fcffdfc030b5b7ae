"""A viewer that keeps the text of a page, which shows the version of the data."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bench.viewer import Run, Viewer, viewing
from tests.soak.process import TIMEOUT

_NUMBER = re.compile(r'data-number="(\w+)".*?class="tile-value"[^>]*>([^<]*)<', re.DOTALL)
_DATA = re.compile(r"(?:data version |[?&]v=)([0-9a-f]{12})\b")


@dataclass(frozen=True)
class Page:
    """The text of a page after one run."""

    words: str

    @property
    def fingerprints(self) -> set[str]:
        """Every version of the data in the text, from the footer and from addresses."""
        return set(_DATA.findall(self.words))

    @property
    def numbers(self) -> dict[str, int]:
        """The headline numbers by name; empty for a page without any."""
        pairs = ((name, re.sub(r"\D", "", words)) for name, words in _NUMBER.findall(self.words))
        return {name: int(digits) for name, digits in pairs if digits}


class Reader(Viewer):
    """A viewer that also has the text of the page after the last run."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.text = Page("")
        self._words: list[str] = []
        self._words_by_hash: dict[str, str] = {}

    async def _run(self) -> Run:
        self._words = []
        run = await super()._run()
        html = self._memory.page.html if self._memory.page is not None else ""
        self.text = Page("\n".join([*self._words, html]))
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
    """A connected reader. Raises SessionLost."""
    async with viewing(address, page, query, timeout=TIMEOUT, **options) as viewer:
        yield Reader(viewer._connection, page, query, viewer._timeout)
