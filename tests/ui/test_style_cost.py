"""Rules of the live app that would have a browser style a whole page anew at each small change."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from campaign.ui.slots import Slots
from campaign.web.assets import ASSETS

_WIDE = re.compile(r":has\(|\[class[*^$]?=")
"""Parts of a selector that a browser looks at when anything in an element or its class changes."""
_NAMED = re.compile(r"[.#\[\w]")


def selectors(sheet: str) -> Iterator[str]:
    """The selectors of all rules, those in `@media` and `@container` too."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for head in re.findall(r"([^{};]+)\{", sheet):
        if not head.strip().startswith("@"):
            yield from (part.strip() for part in split(head, ","))


def split(words: str, separators: str) -> list[str]:
    """The parts of a selector between separators that stand in no brackets."""
    parts, depth = [""], 0
    for sign in words:
        depth += (sign in "([") - (sign in ")]")
        if depth == 0 and sign in separators:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in parts if part.strip()]


def without_brackets(compound: str) -> str:
    """An element's part of a selector without what `:has`, `:not` and the like ask of it."""
    while re.search("[:(]", compound):
        shorter = re.sub(r"::?(?!is\b)[\w-]+(\([^()]*\))?|\([^()]*\)", "", compound)
        if shorter == compound:
            break
        compound = shorter
    return compound


def restyles_everything(selector: str) -> bool:
    """Whether a change of any element restyles all that is in it: the last part names nothing."""
    *before, last = split(selector, " >+~")
    choices = re.fullmatch(r":is\((.*)\)", last)
    parts = split(choices[1], ",") if choices else [last]
    return bool(_WIDE.search(" ".join(before))) and not all(
        _NAMED.search(without_brackets(split(part, " >+~")[-1])) for part in parts
    )


def asked_of_others(selector: str) -> Iterator[str]:
    """What each `:has` of a selector asks for."""
    for part in re.split(r":has(?=\()", selector)[1:]:
        yield split(part, ")")[0] + ")"


def looks_at_every_element(selector: str) -> bool:
    """Whether a browser looks at it when any element comes or goes: it asks for no name."""
    return any(
        re.search(r":(not|empty|nth|first|last|only)\b|\*(?!=)", asked)
        for asked in asked_of_others(selector)
    )


@pytest.mark.parametrize(
    ("selector", "restyles"),
    [
        (".a:has(> .b) *", True),
        ('[class*="st-key-a-"] > *', True),
        ('[class*="st-key-a-"] > :has(> .b)', True),
        (".a:has(.b[open]) > :has(> .c:not(:has(i)))", True),
        ('.a:has(.b) [data-testid="c"]', False),
        (".a:has(.b) > p:first-child", False),
        (".a:has(.b) :is(*, p)", True),
        (".a:has(.b) > :is(.c, p:has(i))", False),
        (".a > :has(> .b)", False),
        (".a *", False),
    ],
)
def test_a_rule_that_restyles_everything_is_known(selector: str, restyles: bool) -> None:
    assert restyles_everything(selector) == restyles


@pytest.mark.parametrize(
    ("selector", "looks"),
    [
        (".a:has(> .b:empty)", True),
        (".a:has(> .b:not(.c), .d) .e", True),
        (".a:has(> *)", True),
        (".a:has(.b) > .c:has(> :nth-child(5))", True),
        (".a:not(:has(.b > svg)):empty", False),
        ('.a:has([class*="b"]) > p:first-child', False),
        (".a:not(.b) > .c:empty", False),
    ],
)
def test_a_rule_that_looks_at_every_element_is_known(selector: str, looks: bool) -> None:
    assert looks_at_every_element(selector) == looks


@pytest.fixture(scope="module")
def live_selectors() -> list[str]:
    sheets = (ASSETS["style.css"], Slots({"page": "map:ky", "menu": "ky"}).css)
    live = [selector for sheet in sheets for selector in selectors(sheet)]
    assert len(live) > 300 and any(":has(" in name for name in live)
    return live


def test_no_rule_restyles_a_whole_page(live_selectors: list[str]) -> None:
    assert [selector for selector in live_selectors if restyles_everything(selector)] == []


def test_no_rule_looks_at_every_element(live_selectors: list[str]) -> None:
    """Plotly puts in and measures hundreds of elements for a chart."""
    assert [selector for selector in live_selectors if looks_at_every_element(selector)] == []
