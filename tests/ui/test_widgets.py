"""HTML is shown unchanged, without Streamlit's search for an indent."""

from __future__ import annotations

import pytest
from streamlit.elements import html as streamlit_html
from streamlit.testing.v1 import AppTest


def _script() -> None:
    from campaign.ui.widgets import show_html

    show_html("<p>one</p>\n  <p>two</p>")


def test_html_is_shown_unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit_html, "clean_text", lambda body: "searched")
    app = AppTest.from_function(_script, default_timeout=600).run()
    (element,) = app.get("html")
    assert element.proto.body == "<p>one</p>\n  <p>two</p>"
