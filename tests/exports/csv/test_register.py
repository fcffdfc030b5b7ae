"""The CSV of the register: an upload of it gives the same totals, and no cell runs as a formula."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pandas as pd
import pytest

from campaign.analysis.data_table import FORMULA_STARTS
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.domain.campaign import Campaign
from campaign.domain.totals import group_activities
from campaign.exports.register_csv import register_csv
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import LANGUAGES
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.schema import tables
from tests.campaigns import REGIONS, view_of, with_edition

NAMES = [column.name for column in tables.ACTIVITIES.columns]
CODES = ["", *REGIONS]


def activities(campaign: Campaign) -> pd.DataFrame:
    frame = campaign.editions["2017"].activities
    assert frame is not None
    return frame.copy()


def lines(content: bytes, delimiter: str = ",") -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


@pytest.mark.sample(1)
@pytest.mark.parametrize("code", CODES)
def test_upload_of_the_csv_gives_the_same_totals(
    campaign: Campaign, folders: Folders, code: str, tmp_path: Path
) -> None:
    lang = LANGUAGES[CODES.index(code) % 3]
    view = view_of(campaign, lang, oblast=code)
    shutil.copytree(folders.data, tmp_path / "data")
    (tmp_path / "data" / "2017" / "activities.csv").write_bytes(register_csv(view))
    edition = load_campaign(Folders(tmp_path / "data", folders.geo)).editions["2017"]
    assert edition.rejected_rows == 0 and edition.totals is not None
    pd.testing.assert_frame_equal(edition.totals, view.totals().reset_index(drop=True))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("semicolon", (False, True))
def test_ingest_accepts_every_row_of_the_csv(
    campaign: Campaign, lang: str, semicolon: bool
) -> None:
    view = view_of(campaign, lang)
    content = register_csv(view, semicolon=semicolon)
    report = ingest_register(content, "again.csv", campaign_reference(campaign, "2017"))
    assert report.status == "clean" and report.accepted == 77
    assert report.detected.fields == (*NAMES, None, None)
    pd.testing.assert_frame_equal(group_activities(report.frame), campaign.editions["2017"].totals)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_last_header_says_that_the_selection_has_no_rows(campaign: Campaign, lang: str) -> None:
    rows = activities(campaign)
    view = view_of(
        with_edition(campaign, activities=rows[rows["oblast"] != "KG-T"]), lang, oblast="KG-T"
    )
    (headers,) = lines(register_csv(view))
    assert headers[: len(NAMES)] == NAMES
    assert headers[-1].startswith(view.text("No activities in this selection."))
    assert view.filters in headers[-1]
    reference = campaign_reference(campaign, "2017")
    report = ingest_register(register_csv(view), "again.csv", reference)
    assert report.accepted == report.rejected == 0
    assert report.detected.fields[: len(NAMES)] == tuple(NAMES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_last_columns_hold_status_and_provenance(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang, oblast="KG-B,KG-O")
    headers, *rows = lines(register_csv(view))
    assert headers == [*NAMES, view.text("Status of the data"), view.text("About this file")]
    assert {row[-2] for row in rows} == {view.disclaimer}
    about = [row[-1] for row in rows]
    assert not any(about[1:])
    for words in (view.filters, campaign.fingerprint, capitalize(view.source)):
        assert words in about[0]


def test_a_real_register_has_no_status_column(campaign: Campaign) -> None:
    headers, *_ = lines(register_csv(view_of(with_edition(campaign, status="register"))))
    assert headers == [*NAMES, "About this file"]


def test_not_reported_is_empty_and_zero_is_0(campaign: Campaign) -> None:
    rows = activities(campaign).iloc[:3].copy()
    rows["reached"] = [float("nan"), 0.0, 12.0]
    _, *records = lines(register_csv(view_of(with_edition(campaign, activities=rows))))
    at = NAMES.index("reached")
    assert [row[at] for row in records] == ["", "0", "12"]


def test_semicolons_go_with_decimal_commas(campaign: Campaign) -> None:
    rows = activities(campaign).iloc[:1].copy()
    rows["materials"] = 12.5
    rows["title"] = "a; b, c"
    view = view_of(with_edition(campaign, activities=rows))
    at, title = NAMES.index("materials"), NAMES.index("title")
    (_, comma), (_, semicolon) = (
        lines(register_csv(view)),
        lines(register_csv(view, semicolon=True), ";"),
    )
    assert (comma[at], semicolon[at]) == ("12.5", "12,5")
    assert comma[title] == semicolon[title] == "a; b, c"


HOSTILE = ("=1+1", "+1", "-1", "@a", "\t=1", "x;=1+1", "x,=1+1", "a\n=1+1", "a\r\n- b", '"=1', "ок")


@pytest.mark.parametrize("semicolon", (False, True))
def test_no_cell_runs_as_a_formula(campaign: Campaign, semicolon: bool) -> None:
    rows = activities(campaign).iloc[: len(HOSTILE)].copy()
    rows["title"] = rows["note"] = rows["source"] = rows["activity_id"] = HOSTILE
    content = register_csv(view_of(with_edition(campaign, activities=rows)), semicolon=semicolon)
    # However a program splits the lines, no part of one begins like a formula.
    for delimiter in ",;\t|":
        for line in content.decode("utf-8-sig").split("\r\n"):
            for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
                (cells,) = (
                    csv.reader([line], delimiter=delimiter, quoting=quoting) if line else [[]]
                )
                assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
    records = lines(content, ";" if semicolon else ",")
    assert len(records) == len(HOSTILE) + 1
    assert records[-1][NAMES.index("title")] == "ок"
    assert records[1][NAMES.index("title")] == "'=1+1"


def test_an_edition_without_register_raises_an_error(campaign: Campaign) -> None:
    with pytest.raises(ValueError, match="2018"):
        register_csv(view_of(campaign, edition="2018"))


def test_the_same_view_gives_the_same_bytes(campaign: Campaign) -> None:
    assert register_csv(view_of(campaign)) == register_csv(view_of(campaign))
