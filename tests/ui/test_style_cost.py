"""No rule of the live app makes a browser restyle a whole page at each small change."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from campaign.web.assets import ASSETS

_WIDE = re.compile(r":has\(|\[class[*^$]?=")
"""Parts of a selector that a browser evaluates when an element's content or class changes."""
_NAMED = re.compile(r"[.#\[\w]")


def selectors(sheet: str) -> Iterator[str]:
    """Yield the selectors of all rules, also those in `@media` and `@container`."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    for prelude in re.findall(r"([^{};]+)\{", sheet):
        if not prelude.strip().startswith("@"):
            yield from (part.strip() for part in split(prelude, ","))


def split(words: str, separators: str) -> list[str]:
    """The parts of a selector between separators outside brackets."""
    parts, depth = [""], 0
    for sign in words:
        depth += (sign in "([") - (sign in ")]")
        if depth == 0 and sign in separators:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in parts if part.strip()]


def without_brackets(compound: str) -> str:
    """A compound selector without pseudo-classes such as `:has` and `:not`."""
    while re.search("[:(]", compound):
        shorter = re.sub(r"::?(?!is\b)[\w-]+(\([^()]*\))?|\([^()]*\)", "", compound)
        if shorter == compound:
            break
        compound = shorter
    return compound


def restyles_everything(selector: str) -> bool:
    """Whether a change restyles all elements inside: the last part has no name."""
    *before, last = split(selector, " >+~")
    choices = re.fullmatch(r":is\((.*)\)", last)
    parts = split(choices[1], ",") if choices else [last]
    return bool(_WIDE.search(" ".join(before))) and not all(
        _NAMED.search(without_brackets(split(part, " >+~")[-1])) for part in parts
    )


def has_arguments(selector: str) -> Iterator[str]:
    """Yield the argument of each `:has` of a selector."""
    for part in re.split(r":has(?=\()", selector)[1:]:
        yield split(part, ")")[0] + ")"


def depends_on_every_element(selector: str) -> bool:
    """Whether adding or removing any element makes a browser evaluate the selector."""
    return any(
        re.search(r":(not|empty|nth|first|last|only)\b|\*(?!=)", argument)
        for argument in has_arguments(selector)
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
def test_a_rule_that_restyles_everything_is_recognized(selector: str, restyles: bool) -> None:
    assert restyles_everything(selector) == restyles


@pytest.mark.parametrize(
    ("selector", "depends"),
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
def test_a_rule_that_depends_on_every_element_is_recognized(selector: str, depends: bool) -> None:
    assert depends_on_every_element(selector) == depends


@pytest.fixture(scope="module")
def live_selectors() -> list[str]:
    live = [*selectors(ASSETS["style.css"])]
    assert len(live) > 300 and any(":has(" in name for name in live)
    return live


def test_no_rule_restyles_a_whole_page(live_selectors: list[str]) -> None:
    assert [selector for selector in live_selectors if restyles_everything(selector)] == []


def test_no_rule_depends_on_every_element(live_selectors: list[str]) -> None:
    """Plotly adds and measures hundreds of elements for a chart."""
    assert [selector for selector in live_selectors if depends_on_every_element(selector)] == []
