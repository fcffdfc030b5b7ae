"""Pages have few elements, because each costs a message in every run and memory in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.app.conftest import Open

MOST = 22


def test_the_map_has_few_elements(open_page: Open) -> None:
    kinds = [element.type for element in elements_in_page(open_page("map", lang="ru").main)]
    assert 12 < len(kinds) <= MOST, sorted(kinds)


def elements_in_page(block: Any) -> Iterator[Any]:
    """The elements in the page before a popup is opened: a browser mounts no others."""
    for node in block.children.values():
        if not hasattr(node, "children"):
            yield node
        elif node.type != "popover":
            yield from elements_in_page(node)
