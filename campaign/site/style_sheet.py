"""The style of a page: the rules that it uses, within the page, with the colours of both themes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from campaign.browser import ROOT
from campaign.theme.style import STYLES, Style

FILES = (
    Path(__file__).parent / "site.css",
    *(
        ROOT / "shared" / name
        for name in (
            "controls.css",
            "figure.css",
            "card.css",
            "messages.css",
            "published_mark.css",
            "activity_cards.css",
            "stacked_tables.css",
            "upload.css",
        )
    ),
)
_SPACE = re.compile(r"\s+")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(@?)([^{}@;]+)\{([^{}]*)\}")
_AROUND_SIGNS = re.compile(r" ?([{};,>]) ?")
_BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
_NAME = re.compile(r"[.#]([A-Za-z][\w-]*)")
# Two patterns: one that begins with letters is found ten times faster than alternatives.
_CLASSES, _ID = re.compile(r'class="([^"]*)"'), re.compile(r'id="([^"]*)"')
_CONDITION = re.compile(r":(?:has|not|is)\([^)]*\)")
_CONTENT = re.compile(r":has\(([^(),]*)\)")
_IN_LIVE = re.compile(r"html\.live (?!#)")
_EMPTY_BLOCK = re.compile(r"@(?:media|container)[^{}]*\{\s*\}")
_AROUND = frozenset({"first", "tooltip", "day-range"})
_LIVE = _AROUND | {"live", "own", "root", "late", "words-first"}
"""The ids and classes of the element around a page and of those that scripts add: on every page,
and on one that the live app replaces."""
_COLOUR_NAMES = {
    "text": "text",
    "background": "background",
    "surface": "surface",
    "line": "line",
    "accent": "accent",
    "muted": "muted",
    "mark": "mark",
    "mark-surface": "mark_surface",
    "mark-text": "mark_text",
    "error": "error",
}
"""The variables of the style sheets by the names of the colours in a style."""


def style_sheet(html: str, *, live: bool = False) -> str:
    """Return the rules for a page of this HTML: those whose classes and ids are all in it.

    `live`: the live app replaces the page. Without it, a rule with `:has()` is left out too if its
    condition names a class or id that the page does not have.
    """
    names = _names_in(html) | (_LIVE if live else _AROUND)
    return _rules(_sheet_names() & names, live)


def rules_of(sheet: str, html: str) -> str:
    """Return the rules of another sheet that a page of this HTML uses, for the page alone."""
    within = _RULE.sub(_within_page, _compact(sheet))
    return _keep_rules(within, frozenset(_names_in(html) | _AROUND), live=False)


@cache
def font_faces() -> str:
    """Return the `@font-face` rules of a page.

    They need an element of their own: if they were removed together with the page's other styles,
    the browser would lay out the whole document again.
    """
    return _compact((Path(__file__).parent / "font_faces.css").read_text(encoding="utf-8"))


def whole_style_sheet() -> str:
    """Return the rules for all pages of the live app: in the element of the first paint, and in
    each element of HTML among widgets.
    """
    return f"{font_faces()}{_whole_sheet().replace('#first ', ':is(#first,.stHtml) ')}"


@lru_cache(256)
def _rules(names: frozenset[str], live: bool) -> str:
    return _keep_rules(_whole_sheet(), names, live)


def _names_in(html: str) -> set[str]:
    values = {*_CLASSES.findall(html), *_ID.findall(html)}
    return {name for value in values for name in value.split()}


def _keep_rules(sheet: str, names: frozenset[str], live: bool) -> str:

    def keep(rule: re.Match[str]) -> str:
        selectors = [
            selector
            for selector in _selectors(rule[2])
            if names.issuperset(_NAME.findall(_CONDITION.sub("", selector)))
            and (live or names.issuperset(_NAME.findall("".join(_CONTENT.findall(selector)))))
        ]
        return f"{','.join(selectors)}{{{rule[3]}}}" if selectors else ""

    rules = _RULE.sub(lambda rule: rule[0] if rule[1] else keep(rule), sheet)
    while (rest := _EMPTY_BLOCK.sub("", rules)) != rules:  # one block may hold another
        rules = rest
    return rules


@cache
def _sheet_names() -> frozenset[str]:
    return frozenset(_NAME.findall(_whole_sheet()))


@cache
def _whole_sheet() -> str:
    sheet = _compact("".join(file.read_text(encoding="utf-8") for file in FILES))
    sheet = _RULE.sub(_within_page, sheet)
    return (
        f":root{{{_variables(STYLES['light'])}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{_variables(STYLES['dark'])}}}}}{sheet}"
    )


def _compact(sheet: str) -> str:
    """Return a sheet without comments and needless spaces."""
    sheet = _SPACE.sub(" ", _COMMENT.sub("", sheet)).strip()
    return _AROUND_SIGNS.sub(r"\1", sheet).replace(": ", ":")


def _within_page(rule: re.Match[str]) -> str:
    """Return a rule limited to the elements of the page: the live app loads in the same document.

    A rule for pages that become live has a higher specificity than those for all pages.
    """
    selectors = (_IN_LIVE.sub("html.live #first ", s) for s in _selectors(rule[2]))
    within = ",".join(s if s.startswith(("html", "#first")) else f"#first {s}" for s in selectors)
    return f"{within}{{{rule[3].strip()}}}"


def _selectors(words: str) -> Iterator[str]:
    """Yield each selector of a rule; a comma within brackets is a part of one."""
    return (selector.strip() for selector in _BETWEEN_SELECTORS.split(words))


def _variables(style: Style) -> str:
    colours = "".join(f"--{n}:{getattr(style, f)};" for n, f in _COLOUR_NAMES.items())
    return f"color-scheme:{style.mode};{colours}"
