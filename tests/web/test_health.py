"""The state of a register in the answer of /health."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from starlette.requests import Request

from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.schema.issues import Issue
from campaign.web.routes import health


@pytest.mark.parametrize(("file", "state"), [("activities", "earlier"), ("targets", "current")])
def test_only_the_register_file_decides_the_state(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch, file: str, state: str
) -> None:
    issues = (
        Issue(f"data/2017/{file}.csv", "earlier_data_shown"),
        Issue(f"data/2017/{file}.csv", "cut_short"),
    )
    edition = replace(campaign.editions["2017"], issues=issues)
    damaged = replace(campaign, editions={"2017": edition})
    monkeypatch.setattr(campaign_cache, "current", lambda: damaged)
    answer = json.loads(bytes(health(Request({"type": "http"})).body))
    assert answer["registers"]["data/2017/activities.csv"]["state"] == state
