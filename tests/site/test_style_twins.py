"""Rules that are in the styles of both the first paint and the live app have the same widths."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from campaign.analysis.kpi_words import Kpi
from campaign.browser import ROOT
from campaign.site.overview import tile_list
from campaign.site.style_sheet import FILES
from campaign.site.title import scope_html

FIRST, LIVE = FILES[0], ROOT / "shared" / "style.css"


def media_of(sheet: str, rule: str) -> list[str]:
    """The media conditions of the rules in a style sheet that contain this text."""
    blocks = re.findall(r"@media ([^{]+) \{(.*?)\}(?:\n\}| \})", sheet, re.DOTALL)
    return [condition for condition, rules in blocks if rule in rules]


@pytest.mark.parametrize(
    ("first", "live"),
    [
        (".of-3-2 { grid-template-columns: minmax(0, 1fr); }", ":has(.st-key-report_shares) > "),
        (".stacked td:first-child a {", "  .stacked td:first-child a {"),
        (".columns:has(.stacked) {", ":has(.st-key-region-places) > "),
        ("\n.lead.whole {", "\n  .lead.whole {"),
        ("font-size: min(0.85rem, 3.7vw)", "font-size: min(0.85rem, 3.7vw)"),
    ],
    ids=[
        "map below the weeks",
        "names of regions in one line",
        "tables of a region below each other",
        "whole sentence below a title",
        "dates on a small phone",
    ],
)
def test_a_rule_applies_to_the_same_widths(first: str, live: str) -> None:
    before, after = (path.read_text(encoding="utf-8") for path in (FIRST, LIVE))
    assert media_of(before, first) == media_of(after, live) != []


@pytest.mark.parametrize("sheet", [*FILES, LIVE], ids=lambda path: path.name)
def test_rows_of_a_table_beside_a_chart_keep_their_height(sheet: Path) -> None:
    rules = re.findall(r"([^{}]*)\{([^{}]*)\}", sheet.read_text(encoding="utf-8"))
    of_pair = [body for selector, body in rules if ".pair" in selector]
    assert not [body for body in of_pair if re.search(r"flex-grow|(?<!line-)height", body)]


@pytest.mark.parametrize("sheet", [FIRST, LIVE], ids=lambda path: path.name)
def test_a_selection_on_a_line_of_its_own_is_not_indented(sheet: Path) -> None:
    rules = re.findall(r"([^{}]*)\{([^{}]*)\}", sheet.read_text(encoding="utf-8"))
    assert not [
        body for selector, body in rules if ".scope" in selector and "margin-inline" in body
    ]
    # What parts it from the title is a space, which a line does not begin with.
    assert '</span><span class="wide-space"> </span><span class="scope">' in scope_html("Ош")
    assert ".wide-space" in sheet.read_text(encoding="utf-8")


@pytest.mark.parametrize("sheet", [FIRST, LIVE], ids=lambda path: path.name)
def test_a_state_in_a_tile_is_smaller_than_a_number_and_may_break(sheet: Path) -> None:
    html = tile_list([Kpi("reach", "People", "1,018"), Kpi("rate", "Rate", "not reported")])
    assert re.findall(r'<div class="([^"]*)"', html) == ["tile", "tile of-state"]
    (rule,) = re.findall(r"\n\.of-state \.tile-value \{([^}]*)\}", sheet.read_text("utf-8"))
    assert "white-space: normal" in rule and "font-size: 1.1rem" in rule


def test_the_links_of_a_region_begin_on_one_edge() -> None:
    """A link of the app has a margin within, a button has none."""
    assert ".st-key-steps a { padding-inline: 0; }" in LIVE.read_text(encoding="utf-8")
