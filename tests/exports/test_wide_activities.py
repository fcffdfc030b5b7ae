"""Every output by region shows activities of several regions or the country, with equal values."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from frictionless import validate as validate_package
from pptx import Presentation

from campaign.analysis.data_table import csv_bytes
from campaign.analysis.provenance import build_provenance
from campaign.analysis.register_table import ListQuery, ListRequest
from campaign.analysis.view import View
from campaign.charts import by_region, by_type, over_time
from campaign.domain.campaign import Campaign
from campaign.exports.data_package.package import DESCRIPTOR, data_package, data_package_zip
from campaign.exports.pdf.brief import page_of
from campaign.exports.pdf.charts import BriefMap
from campaign.exports.pptx.deck import deck
from campaign.exports.register_csv import register_csv
from campaign.exports.structured_data import structured_data
from campaign.exports.xlsx.results import results_xlsx
from campaign.exports.xlsx.table import SHEETS
from campaign.i18n.translator import LANGUAGES
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.register import ingest_register
from campaign.presentation.payload import build_presentation
from campaign.presentation.slides import Slide
from campaign.schema.region_codes import COUNTRY, SEVERAL
from campaign.site.card import card
from campaign.site.elements import keep_together
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.register import register_page
from tests.analysis.test_wide_activities import WIDE, register
from tests.campaign_totals import strings
from tests.campaigns import REGIONS, view_of, with_edition
from tests.plain_words import plain_spaces

OF_REGIONS = {
    "map": by_region.choropleth,
    "ranking": by_region.region_ranking,
    "multiples": over_time.small_multiples,
    "heatmap": by_type.heatmap,
}
TOTAL, OF_COUNTRY, OF_SEVERAL = 320, 120, 150


@pytest.fixture(scope="module")
def wide(campaign: Campaign) -> Campaign:
    return with_edition(campaign, activities=register(WIDE))


def slide(figure: str, **query: str) -> Slide:
    return Slide(figure, {"en": "Title", "ru": "Title", "ky": "Title"}, query=query)


@pytest.mark.sample(4)
@pytest.mark.parametrize("query", ({}, {"oblast": "KG-B"}))
@pytest.mark.parametrize("name", OF_REGIONS)
def test_the_chart_card_has_wide_activities(
    wide: Campaign, name: str, query: dict[str, str]
) -> None:
    view = view_of(wide, "ru", **query)
    page = SitePage("map", view, LiveLinks(wide), lambda view, build: build(view))
    html = card(page, OF_REGIONS[name])
    assert keep_together(view.wide_line) in html
    assert f">{view.campaign.places.name(COUNTRY, view.text)}<" in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_csv_of_a_table_has_wide_activities(wide: Campaign, lang: str) -> None:
    view = view_of(wide, lang, indicator="reach")
    rows = list(
        csv.reader(
            io.StringIO(
                csv_bytes(by_region.region_ranking(view).table, view.text, "").decode("utf-8-sig")
            )
        )
    )
    reached = {row[0]: row[2] for row in rows[1:]}
    assert (reached[COUNTRY], reached[SEVERAL]) == (str(OF_COUNTRY), str(OF_SEVERAL))
    assert sum(int(cell) for cell in reached.values() if cell.isdigit()) == TOTAL


@pytest.mark.sample(1)
@pytest.mark.parametrize("query", ({}, {"oblast": "KG-B,KG-O"}))
def test_the_workbook_has_wide_activities(wide: Campaign, query: dict[str, str]) -> None:
    view = view_of(wide, **query)
    book = openpyxl.load_workbook(io.BytesIO(results_xlsx(view)))
    sheet = book[SHEETS["oblasts"][0]]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(view.wide_line in str(cell) for row in cells for cell in row)
    headers = next(row for row in cells if "Region" in row)
    people, name = headers.index("People reached"), headers.index("Region")
    rows = {row[name]: row[people] for row in cells[cells.index(headers) + 1 :] if row[name]}
    assert (rows["Nationwide"], rows["Several regions"]) == (OF_COUNTRY, OF_SEVERAL)
    assert rows["Whole country"] == TOTAL == 50 + OF_COUNTRY + OF_SEVERAL
    assert rows.get("Selection", 40) == 40
    media = headers.index("Media audience")
    viewers = {row[name]: row[media] for row in cells[cells.index(headers) + 1 :] if row[name]}
    assert viewers["Nationwide"] == viewers["Whole country"] == 390_000
    about = [str(c.value) for row in book[SHEETS["about"][0]].iter_rows() for c in row]
    assert any(view.wide_line in cell for cell in about)


@pytest.mark.sample(1)
@pytest.mark.parametrize("second", (None, "ru"))
def test_slides_have_wide_activities(wide: Campaign, second: str | None) -> None:
    slides = [slide(name, indicator="reach") for name in OF_REGIONS]
    content = deck(wide, slides, "en", edition="2017", second=second)
    for number, page in enumerate(Presentation(io.BytesIO(content)).slides):
        words = plain_spaces(
            " ".join(s.text_frame.text for s in page.shapes if s.has_text_frame).replace("\n", " ")
        )
        line = plain_spaces(view_of(wide, indicator="reach").wide_line)
        assert line.split(";")[0] in words, list(OF_REGIONS)[number]


@pytest.mark.sample(3)
@pytest.mark.parametrize("figure", (*OF_REGIONS, "headline"))
def test_the_presentation_has_wide_activities(wide: Campaign, figure: str) -> None:
    data = build_presentation(wide, [slide(figure)]).content
    line = view_of(wide).wide_line
    assert any("nationwide: 2" in plain_spaces(words) for words in strings(data)), line


@pytest.mark.parametrize("query", ({}, {"oblast": "KG-B"}))
def test_the_brief_has_wide_activities(wide: Campaign, query: dict[str, str]) -> None:
    view = view_of(wide, "ky", indicator="reach", **query)
    page = page_of(view, "", BriefMap.of(view))
    assert sum(view.wide_line in words for words in page["summaries"]) == 1
    rows = dict(page["map"]["rows"])
    assert rows[view.campaign.places.name(SEVERAL, view.text)] == str(OF_SEVERAL)


def test_structured_data_have_wide_activities(wide: Campaign) -> None:
    view = view_of(wide)
    assert view.wide_line in structured_data(view, "https://campaign.example/")["description"]


def test_the_list_of_activities_has_wide_activities(wide: Campaign) -> None:
    view = view_of(wide)
    page = register_page(view, ListRequest(ListQuery("", "oblast", False)))
    for name in ("Nationwide", "Batken oblast and Osh oblast"):
        assert name in page.table
    assert plain_spaces(page.line).startswith("6 activities; people reached: 320;")
    selected = register_page(
        view_of(wide, oblast="KG-B"), ListRequest(ListQuery("", "date", False))
    )
    assert "Activities not in this selection – nationwide: 2" in plain_spaces(selected.line)
    result = register_page(view, ListRequest(ListQuery("osh", "date", False)))
    assert plain_spaces(result.line).startswith("1 activity; people reached: 150")


@pytest.mark.parametrize("semicolon", (False, True))
def test_an_upload_of_the_register_gives_the_same_totals(wide: Campaign, semicolon: bool) -> None:
    view = view_of(wide)
    content = register_csv(view, semicolon=semicolon)
    report = ingest_register(content, "again.csv", campaign_reference(wide, "2017"))
    assert report.status == "clean"
    again = with_edition(wide, activities=report.frame)
    pd.testing.assert_frame_equal(again.editions["2017"].totals, wide.editions["2017"].totals)


@pytest.mark.sample(1)
@pytest.mark.parametrize("query", ({}, {"oblast": "KG-B"}, {"type": "lecture"}))
def test_open_data_have_wide_activities(
    wide: Campaign, query: dict[str, str], tmp_path: Path
) -> None:
    view = view_of(wide, **query)
    with zipfile.ZipFile(io.BytesIO(data_package_zip(view))) as archive:
        archive.extractall(tmp_path)
    report = validate_package(str(tmp_path / DESCRIPTOR))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    rows: list[dict[str, Any]] = json.loads(data_package(view)["regions.json"])
    reach = {row["iso_code"]: row for row in rows if row["indicator"] == "reach"}
    assert sum(row["value"] or 0 for row in reach.values()) == view.totals()["reached"].sum()
    kinds = {code: row["kind"] for code, row in reach.items() if code not in REGIONS}
    expected = {} if "oblast" in query else {"KG-N;KG-Y": "several"}
    if not query:
        expected |= {COUNTRY: "country", "KG-B;KG-O": "several"}
    assert kinds == expected


def test_provenance_keeps_the_filters(wide: Campaign) -> None:
    view: View = view_of(wide)
    assert build_provenance(view, "Title").filters == view.filters
