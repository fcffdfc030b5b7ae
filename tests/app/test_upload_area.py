"""Files from the upload area are read once and then deleted from the server."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from campaign.ui.upload import session_files
from tests.app.upload_page import CORPUS

NAMES = ("values/about.csv", "private/phones.csv", "broken/photo.jpg")


def _page(lang: str) -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from campaign.dataset import campaign_cache
    from campaign.ui.upload import page, session_registers
    from tests.campaigns import view_of

    lang = st.session_state.get("lang", lang)
    view = view_of(session_registers.campaign_with_files(campaign_cache.current()), lang)
    st.session_state["selection"] = view.selection
    context = get_script_run_ctx()
    assert context is not None
    st.session_state["server"] = context.uploaded_file_mgr
    page.show_upload(view)


def _upload(app: AppTest, *names: str) -> AppTest:
    files = [(name.split("/")[1], (CORPUS / name).read_bytes(), "") for name in names]
    return app.file_uploader[0].set_value(files).run()


@pytest.mark.parametrize("lang", ["ky"])
def test_uploaded_files_are_read_and_deleted_from_the_server(lang: str) -> None:
    app = AppTest.from_function(_page, default_timeout=600, args=(lang,)).run()
    _upload(app, *NAMES)
    assert not app.exception
    files = app.session_state["session-files"]
    assert [file.file for file in files] == ["about.csv", "phones.csv", "photo.jpg"]
    assert [file.report.status for file in files] == ["issues", "personal_data", "unreadable"]
    # The server has no content of a refused file, and the next files may use the whole limit.
    server = app.session_state["server"]
    assert isinstance(server, MemoryUploadedFileManager)
    assert not any(server.file_storage.values())


def test_a_click_while_files_are_read_loses_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The click changes the language: the run ends, and the next run has a new uploader."""
    app = AppTest.from_function(_page, default_timeout=600, args=("ky",)).run()
    ingest_file, clicks = session_files.ingest_file, iter([False, True])

    def interrupted(*args: Any, **options: Any) -> Any:
        if next(clicks, False):
            st.session_state["lang"] = "ru"
            st.rerun()
        return ingest_file(*args, **options)

    monkeypatch.setattr(session_files, "ingest_file", interrupted)
    _upload(app, *NAMES)
    assert not app.exception and next(clicks, None) is None
    files = app.session_state["session-files"]
    assert [file.file for file in files] == ["about.csv", "phones.csv", "photo.jpg"]
    assert app.session_state["waiting-files"] == []
