"""A session without a browser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from campaign.ui.upload import session_files, session_registers, sheets


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The state of a session, which the modules of uploads use instead of Streamlit's."""
    state: dict[str, Any] = {}
    for module in (session_files, session_registers, sheets):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=state))
    return state
