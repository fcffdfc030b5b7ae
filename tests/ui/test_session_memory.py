"""All state of a session is in one entry of Streamlit's session state."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import streamlit as st

from campaign.ui.session_memory import recall


@dataclass
class One:
    number: int = 0


@dataclass
class Other:
    number: int = 0


def test_two_parts_are_separate_in_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    recall(One).number = 1
    assert (recall(One).number, recall(Other).number, len(state)) == (1, 0, 1)
