"""The cards of a file of the corpus, as the upload page shows them."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def _page(lang: str, path: str) -> None:
    from pathlib import Path

    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui.upload import incoming_files, own_campaign, page, session_files
    from tests.campaigns import view_of

    if not session_files.files():
        content = Path(path).read_bytes()
        incoming_files.add(campaign_cache.current(), Path(path).name, content)
    view = view_of(own_campaign.campaign_with_files(campaign_cache.current()), lang)
    st.session_state["selection"] = view.selection
    page.show_files(view)
    page.show_rejected_files(view)


def open_report(name: str, lang: str = "en") -> AppTest:
    path = str(CORPUS / name)
    app = AppTest.from_function(_page, default_timeout=600, args=(lang, path)).run()
    assert not app.exception
    return app
