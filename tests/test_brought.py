"""The files that one reader's session keeps."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from campaign.edition import Campaign
from campaign.ui import brought

SHIPPED = (Path(__file__).resolve().parent.parent / "data/2017/activities.csv").read_bytes()


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    state: dict[str, Any] = {}
    monkeypatch.setattr(brought, "st", SimpleNamespace(session_state=state))
    return state


def rules() -> list[list[str]]:
    return [[problem.rule for problem in file.taken.problems] for file in brought.files()]


@pytest.mark.parametrize(("name", "most"), [("MOST_FILES", 1), ("MOST_BYTES", len(SHIPPED) + 10)])
def test_one_file_too_many_is_not_kept_and_says_so(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    monkeypatch.setattr(brought, name, most)
    first = brought.add(campaign, "a.csv", SHIPPED)
    for count in (1, 2):
        full = brought.add(campaign, "b.csv", SHIPPED + b"\n")
        assert full.content == b"" and full.taken.status == "unreadable"
        assert rules() == [[], *[["no_room"]] * count]
    # The same bytes again take the place of the first, which needs no more room.
    again = brought.add(campaign, "a.csv", SHIPPED)
    assert again.taken.status == "clean" and first.number < again.number
