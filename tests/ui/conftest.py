"""A session without a browser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from campaign.ui.upload import incoming_files, session_files, session_registers, sheet_files


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The state of a session, which the modules of uploads use instead of Streamlit's."""
    state: dict[str, Any] = {}
    for module in (session_files, session_registers, incoming_files, sheet_files):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state))
    return state
