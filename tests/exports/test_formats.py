"""The registry of export formats: each has its labels, a Latin file name, and builds a file."""

from __future__ import annotations

import pytest

from campaign.analysis import register_table
from campaign.domain.campaign import Campaign
from campaign.exports.formats import FORMATS, ExportOptions
from tests.campaigns import view_of

FIRST_BYTES = {
    "xlsx": b"PK",
    "pptx": b"PK",
    "csv": b"\xef\xbb\xbf",
    "pdf": b"%PDF-",
    "docx": b"PK",
    "html": b"<!doctype html>",
    "zip": b"PK",
}


@pytest.mark.sample(3)
@pytest.mark.parametrize("format_", FORMATS)
def test_each_format_builds_a_file_and_has_a_name(campaign: Campaign, format_: str) -> None:
    kind, view = FORMATS[format_], view_of(campaign, "ky", oblast="KG-T")
    content = kind.build(view, ExportOptions())
    assert content.startswith(FIRST_BYTES[format_])
    assert kind.file_name(view) == f"{kind.word}-2017-talas-oblast-ky-2017-11-20{kind.ending}"
    assert kind.name and kind.contents and "/" in kind.mime


def test_files_of_too_many_activities_are_not_offered(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_table, "MOST_ROWS", 76)
    refused = {
        oblast: [f for f, kind in FORMATS.items() if kind.row_limit_words(view)]
        for oblast, view in (("", view_of(campaign)), ("KG-B", view_of(campaign, oblast="KG-B")))
    }
    # The data package numbers the activities of the whole register.
    assert refused == {"": ["xlsx", "csv", "zip"], "KG-B": ["zip"]}
    assert not any(
        kind.row_limit_words(view_of(campaign, edition="2018")) for kind in FORMATS.values()
    )


def test_only_the_csv_needs_a_register(campaign: Campaign) -> None:
    published = view_of(campaign, "ky", edition="2018")
    assert [f for f, kind in FORMATS.items() if kind.missing(published)] == ["csv"]
    assert not [f for f, kind in FORMATS.items() if kind.missing(view_of(campaign, "ky"))]
