"""What the styles of the painted page and of the live app both say holds for the same widths."""

from __future__ import annotations

import re

from campaign.browser.linker import ROOT
from campaign.site.style_sheet import FILES

PAINTED, LIVE = FILES[0], ROOT / "shared" / "style.css"


def media_of(sheet: str, rule: str) -> list[str]:
    """The conditions under which a sheet has rules with these words."""
    blocks = re.findall(r"@media ([^{]+) \{\n(.*?)\n\}", sheet, re.DOTALL)
    return [condition for condition, rules in blocks if rule in rules]


def test_the_ranked_list_moves_below_the_map_at_one_width() -> None:
    painted, live = (path.read_text(encoding="utf-8") for path in (PAINTED, LIVE))
    below = media_of(painted, ".of-7-3 { grid-template-columns: minmax(0, 1fr); }")
    assert len(below) == 1
    assert below == media_of(live, ":has(.st-key-ranking) > ")
