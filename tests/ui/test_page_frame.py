"""The style sheet of the live app beside that of the painted page."""

from __future__ import annotations

import pytest

from campaign.theme.style import STYLES
from campaign.ui import page_frame
from campaign.web.assets import ASSETS


def test_the_app_names_nothing_on_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule for `:root` has the browser style the whole painted page anew."""
    sent: list[str] = []
    monkeypatch.setattr(page_frame.st, "html", sent.append)
    page_frame._load_style(STYLES["light"])
    assert ";html{--text:#" in sent[0]
    assert ":root" not in sent[0] + ASSETS["style.css"]
