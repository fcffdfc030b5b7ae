"""A public page without names that only scripts read, and with what it needs to stand alone."""

from __future__ import annotations

import re
from string import ascii_letters

_END_OF_SHEET = re.compile(r"</style>")
_FOR_SCRIPTS = re.compile(r' data-(?:legend|limit|line|mark|marked|part|day|selected)="[^"]*"')
_COLOUR = re.compile(r"--([0-9a-f]{6})(?=[:)])")
# A page alone scrolls as a whole, and needs no room for what the live app adds.
STATIC = (
    "body{margin:0}#first{position:static;overflow:visible;min-height:100vh}"
    "#first .figure,#first .map{margin-bottom:0;min-height:0}"
    "#first .touched{position:fixed;inset:auto 0 0;padding:.6rem .9rem;white-space:pre-line;"
    "background:var(--surface);border-top:2px solid var(--accent)}"
)
# Where a script makes buttons of the headers of a table.
SORTING = (
    "#first th>button{all:inherit;display:inline;padding:0;border:0;cursor:pointer}"
    "#first th>button:focus-visible{outline:2px solid}"
    '#first [aria-sort=ascending]>button::after{content:" ↑"}'
    '#first [aria-sort=descending]>button::after{content:" ↓"}'
)


def slim(html: str) -> str:
    """Return the document with the style of a page alone, and short names of its colours."""
    html = _FOR_SCRIPTS.sub("", html).replace('" />', '"/>')
    return _shorten_colours(_add_static(html))


def _add_static(html: str) -> str:
    static = STATIC + (SORTING if "<table" in html else "")
    return _END_OF_SHEET.sub(lambda end: f"{static}{end[0]}", html, count=1)


def _shorten_colours(html: str) -> str:
    """Return the document with a letter for each colour of a drawing, in order."""
    names = dict.fromkeys(_COLOUR.findall(html))
    short = {
        name: ascii_letters[at] if at < len(ascii_letters) else f"c{at}"
        for at, name in enumerate(names)
    }
    return _COLOUR.sub(lambda colour: f"--{short[colour[1]]}", html)
