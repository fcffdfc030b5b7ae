"""The style sheet of the live app does not restyle the painted page."""

from __future__ import annotations

import pytest

from campaign.theme.style import STYLES
from campaign.ui import page_frame
from campaign.web.assets import ASSETS


def test_the_app_has_no_rule_for_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule for `:root` makes the browser recalculate the styles of the whole painted page."""
    sheets: list[str] = []
    monkeypatch.setattr(page_frame.st, "html", sheets.append)
    page_frame._load_style(STYLES["light"])
    assert ";html{--text:#" in sheets[0]
    assert ":root" not in sheets[0] + ASSETS["style.css"]
