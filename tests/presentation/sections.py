"""Reads the HTML of a slide."""

from __future__ import annotations

import re

from tests.html_tree import parse

_SVG = re.compile(r"<svg .*</svg>", re.DOTALL)


def drawing_of(section: str) -> str:
    """The chart of a slide as SVG, with codes of regions as in other charts; "" for none."""
    match = _SVG.search(section)
    return re.sub(r'data-unit="([\w-]+)"', r'data-code="oblast=\1"', match[0]) if match else ""


def words_of(section: str) -> list[str]:
    """All texts of a slide, without tooltips."""
    root = parse(section)
    for parent in root.iter():
        for title in parent.findall("title"):
            title.text = ""
    return [words for words in map(str.strip, root.itertext()) if words]
