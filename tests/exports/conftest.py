"""Exported documents of the shipped campaign, each made once in a test run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from campaign.exports.pdf.brief import brief, briefs
from campaign.exports.xlsx.results import results_xlsx
from tests.campaigns import view_of

ADDRESS = "https://campaign.example/map"
Document = Callable[[str, str], bytes]
"""The file for a language and a region code; an empty code means the whole country."""


def address(selection: Selection) -> str:
    """The address that the QR code on a printed page encodes."""
    return f"{ADDRESS}?oblast={','.join(selection.oblasts)}"


def program(name: str) -> str:
    """The path of a program; the test fails where it is missing."""
    path = shutil.which(name)
    if path is None:
        pytest.fail(
            f"{name} is missing: apt-get install libreoffice-impress poppler-utils",
            pytrace=False,
        )
    return path


@pytest.fixture(scope="session")
def brief_of(campaign: Campaign) -> Document:
    @cache
    def build(lang: str, region: str) -> bytes:
        view = view_of(campaign, lang, oblast=region)
        return brief(view, address(view.selection))

    return build


@pytest.fixture(scope="session")
def briefs_in(campaign: Campaign) -> Callable[[str], bytes]:
    """The file with the briefs of all regions, by language."""
    return cache(lambda lang: briefs(view_of(campaign, lang), address))


@pytest.fixture(scope="session")
def workbook_of(campaign: Campaign) -> Document:
    return cache(lambda lang, region: results_xlsx(view_of(campaign, lang, oblast=region)))


@pytest.fixture(scope="session")
def mixed_states(campaign: Campaign) -> Campaign:
    """Units, types and days of every state: no activity, not reported, zero, and a value."""
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    rows = edition.activities[edition.activities["oblast"] != "KG-T"].copy()
    people = ["reached", "women", "men", "youth"]
    silent = rows["oblast"].isin(["KG-N", "KG-GO"]) | rows["type"].isin(["lecture", "live_tv"])
    rows.loc[silent, [*people, "media_audience"]] = float("nan")
    rows.loc[rows["oblast"] == "KG-Y", people] = 0.0
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    return replace(campaign, editions={**campaign.editions, "2017": changed})
