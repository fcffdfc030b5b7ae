"""The register compared with the published values: verdicts and their likely causes."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from campaign.analysis.reconciliation import (
    INDICATOR_NAMES,
    VERDICTS,
    ReconciliationLine,
    reconcile,
)
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.i18n.translator import LANGUAGES, Text


def lines(
    campaign: Campaign, activities: pd.DataFrame, **changes: object
) -> dict[str, ReconciliationLine]:
    edition = replace(campaign.editions["2017"], register=FrameRegister(activities), **changes)
    reconciliation = reconcile(edition, campaign.types, campaign.places.table["kind"])
    return {line.indicator: line for line in reconciliation}


def activities(campaign: Campaign) -> pd.DataFrame:
    frame = campaign.editions["2017"].activities
    assert frame is not None
    return frame


def test_the_shipped_register_agrees_with_the_published_values(campaign: Campaign) -> None:
    by_indicator = lines(campaign, activities(campaign))
    for name in ("activities", "reached", "oblasts", "youth_share"):
        assert by_indicator[name].verdict == "agrees", name
        assert by_indicator[name].causes == ()
    assert by_indicator["closing_conference_participants"].verdict == "incomparable"
    assert by_indicator["closing_conference_participants"].computed is None
    assert set(by_indicator) <= set(INDICATOR_NAMES)


def test_too_few_people_have_causes_of_missing_values(campaign: Campaign) -> None:
    rows = activities(campaign).copy()
    rows.loc[rows.index[:40], "reached"] = float("nan")
    line = lines(campaign, rows, rejected_rows=3)["reached"]
    assert line.verdict == "below_bound" and line.difference is not None and line.difference < 0
    assert {(cause.code, cause.n) for cause in line.causes} >= {("rejected", 3.0)}
    assert "not_reported" in {cause.code for cause in line.causes}
    assert "media" not in {cause.code for cause in line.causes}


def test_too_many_activities_have_causes_of_double_counting(campaign: Campaign) -> None:
    rows = activities(campaign)
    late = rows.iloc[:2].assign(date=pd.Timestamp("2018-03-01"))
    line = lines(campaign, pd.concat([rows, late], ignore_index=True))["activities"]
    assert line.verdict == "above" and line.difference == 2
    assert {cause.code for cause in line.causes} >= {"outside"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_verdicts_and_causes_have_texts(campaign: Campaign, lang: str) -> None:
    text = Text.of(lang)
    assert all(text(words) for words in VERDICTS.values())
    rows = activities(campaign).iloc[:10]
    for line in lines(campaign, rows, rejected_rows=1).values():
        assert all(cause.describe(text) for cause in line.causes)
