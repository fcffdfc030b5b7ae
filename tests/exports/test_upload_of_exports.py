"""An uploaded export has the same rows, and illustrative rows keep the disclaimer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from html import unescape

import pandas as pd
import pytest

from campaign.analysis.view import View
from campaign.dataset.user_overlay import UserData, overlay_user_data
from campaign.domain.campaign import Campaign
from campaign.domain.illustrative_rows import find_illustrative
from campaign.exports.formats import ExportOptions, make_zip
from campaign.exports.register_csv import register_csv
from campaign.exports.xlsx.results import results_xlsx
from campaign.i18n.translator import LANGUAGES
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport
from campaign.site.notices import provenance
from tests.campaigns import view_of

NUMBERS = ["reached", "women", "men", "youth", "materials", "media_audience"]


def register_of_package(view: View) -> bytes:
    with zipfile.ZipFile(io.BytesIO(make_zip(view, ExportOptions()))) as archive:
        return archive.read("activities.csv")


EXPORTS: Mapping[str, Callable[[View], bytes]] = {
    "register.csv": register_csv,
    "semicolons.csv": lambda view: register_csv(view, semicolon=True),
    "results.xlsx": results_xlsx,
    "activities.csv": register_of_package,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file", EXPORTS)
def test_an_uploaded_export_has_the_same_rows(campaign: Campaign, file: str, lang: str) -> None:
    rows = campaign.editions["2017"].activities
    report = ingest_file(EXPORTS[file](view_of(campaign, lang)), file, campaign)
    assert isinstance(report, ValidationReport) and rows is not None
    assert report.status == "clean", report.issues
    assert (report.rows, report.accepted) == (len(rows), len(rows))
    for column in (*NUMBERS, "date", "end_date", "oblast", "type"):
        assert report.frame[column].astype("str").tolist() == rows[column].astype("str").tolist()
    # An uploaded register of invented rows has the disclaimer too.
    notes = {note.rule: note.params for note in report.notes}
    assert notes["illustrative_rows"] == {"count": len(rows)}
    own = overlay_user_data(campaign, UserData(registers=(report,), digest="x"))
    view = view_of(own, lang, edition="own-2017")
    assert view.disclaimer in unescape(provenance(view)) and "2017" in view.source
    assert "published" not in provenance(view)


def test_find_illustrative_finds_invented_rows(campaign: Campaign) -> None:
    header = "date,oblast,type,reached,source,note\n2017-08-01,KG-N,lecture,120,"
    for cells in (",", "newspaper,an illustrated talk"):
        assert not find_illustrative(_frame(campaign, header + cells)).any()
    for cells in (
        "illustrative,",
        "демонстрационные (вымышленные) данные,",
        ",ойдон чыгарылган (шарттуу) маалыматтар; студия",
    ):
        rows = _frame(campaign, f"{header},\n2017-08-02,KG-N,lecture,1,{cells}")
        assert find_illustrative(rows).tolist() == [False, True]
    package = "date,oblast,type,reached,illustrative\n2017-08-01,KG-N,lecture,120,false\n"
    rows = _frame(campaign, package + "2017-08-02,KG-N,lecture,1,true")
    assert find_illustrative(rows).tolist() == [False, True]


def _frame(campaign: Campaign, lines: str) -> pd.DataFrame:
    report = ingest_file(f"{lines}\n".encode(), "own.csv", campaign)
    assert isinstance(report, ValidationReport) and report.accepted
    return report.frame
