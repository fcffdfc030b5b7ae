"""A public page without what nobody sees: rules of the style and names that only scripts read."""

from __future__ import annotations

import re
from string import ascii_letters

_SHEET = re.compile(r'(<style id="look">)(.*?)(</style>)', re.DOTALL)
_RULE = re.compile(r"(@font-face)?([^{}@]*)\{([^{}]*)\}")
_EMPTY_BLOCK = re.compile(r"@(?:media|container)[^{}]*\{\s*\}")
_NAMES = re.compile(r'\b(?:class|id)="([^"]*)"')
_NAME = re.compile(r"[.#]([A-Za-z][\w-]*)")
_CONDITION = re.compile(r":(?:has|not)\([^)]*\)")
_FOR_SCRIPTS = re.compile(r' data-(?:legend|line|mark|day|selected)="[^"]*"')
_COLOUR = re.compile(r"--([0-9a-f]{6})(?=[:)])")
# A page alone scrolls as a whole, and needs no room for what the live app adds.
STATIC = (
    "body{margin:0}#first{position:static;overflow:visible;min-height:100vh}"
    "#first .filters::after{content:none}#first .figure,#first .map{margin-bottom:0;min-height:0}"
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
    """Return the document with the style that it needs, and short names of its colours."""
    html = _FOR_SCRIPTS.sub("", html).replace('" />', '"/>')
    return _shorten_colours(_prune(html))


def _prune(html: str) -> str:
    sheet = _SHEET.search(html)
    if not sheet:
        return html
    before, after = html[: sheet.start()], html[sheet.end() :]
    names = frozenset(name for names in _NAMES.findall(after) for name in names.split())

    def keep(rule: re.Match[str]) -> str:
        if rule[1] or not rule[2]:
            return rule[0]
        selectors = [selector for selector in rule[2].split(",") if _matches(selector, names)]
        return f"{','.join(selectors)}{{{rule[3]}}}" if selectors else ""

    pruned = _EMPTY_BLOCK.sub("", _RULE.sub(keep, sheet[2]))
    static = STATIC + (SORTING if "<table" in after else "")
    return f"{before}{sheet[1]}{pruned}{static}{sheet[3]}{after}"


def _matches(selector: str, names: frozenset[str]) -> bool:
    return all(name in names for name in _NAME.findall(_CONDITION.sub("", selector)))


def _shorten_colours(html: str) -> str:
    """Return the document with a letter for each colour of a drawing, in order."""
    names = dict.fromkeys(_COLOUR.findall(html))
    short = {
        name: ascii_letters[at] if at < len(ascii_letters) else f"c{at}"
        for at, name in enumerate(names)
    }
    return _COLOUR.sub(lambda colour: f"--{short[colour[1]]}", html)
