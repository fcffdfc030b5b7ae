"""The cards of the upload page for a file of the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def _page(lang: str, path: str) -> None:
    from pathlib import Path

    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui.upload import page, session_files, session_registers, suggestions
    from tests.campaigns import view_of

    if not session_files.files():
        content = Path(path).read_bytes()
        session_files.add(campaign_cache.current(), Path(path).name, content)
    view = view_of(session_registers.campaign_with_files(campaign_cache.current()), lang)
    st.session_state["selection"] = view.selection
    suggestions.show_suggestions(view)
    page.show_files(view)
    page.show_rejected_files(view)


def open_report(name: str | Path, lang: str = "en") -> AppTest:
    """The page after the upload of a file of the corpus, or of one with an absolute path."""
    path = str(CORPUS / name)
    app = AppTest.from_function(_page, default_timeout=600, args=(lang, path)).run()
    assert not app.exception
    return app


def first_report(app: AppTest) -> Any:
    """The report on the first file."""
    return app.session_state["session-files"][0].report


def press(app: AppTest, label: str, at: int | None = None) -> AppTest:
    """The page after a click on the only button with this label, or on the one at index `at`."""
    buttons = [button for button in app.button if button.label == label]
    assert at is not None or len(buttons) == 1
    buttons[at or 0].click().run()
    assert not app.exception
    return app
