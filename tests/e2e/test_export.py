"""Files of the export dialog: each format is created and has the values of the screen."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pypdf
import pytest
from playwright.sync_api import expect
from pptx import Presentation

from campaign.exports.formats import FORMATS
from tests.e2e.axe import violations
from tests.e2e.conftest import NewScreen
from tests.e2e.english import english_words
from tests.e2e.export_dialog import download_file, open_dialog
from tests.e2e.screen import plain_words


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("lang", "kinds"),
    [
        ("ky", ("pdf", "html")),
        ("ru", ("pptx", "csv")),
        pytest.param("en", ("xlsx", "zip"), marks=pytest.mark.long),
    ],
)
def test_each_format_has_the_values_of_the_screen(
    new_screen: NewScreen, lang: str, kinds: tuple[str, ...]
) -> None:
    screen = new_screen(lang).open("overview", oblast="KG-N")
    reach = plain_words(screen.number("reach").text_content() or "")
    mark = screen.text("Illustrative (invented) data; not actual campaign results.")
    dialog = open_dialog(screen)
    expect(dialog).to_contain_text(mark)
    for kind in kinds:
        name, content = download_file(screen, dialog, kind)
        assert name.endswith(f".{kind}")
        if kind == "pdf":
            assert name == f"brief-2017-naryn-oblast-{lang}-2017-11-20.pdf"
            page = plain_words(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text())
            assert reach in page and mark in page and screen.region_name("KG-N") in page
        elif kind == "pptx":
            words = plain_words(" ".join(_words(content)))
            assert reach in words and mark in words
        elif kind == "xlsx":
            sheets = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            cells = {
                str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row
            }
            assert reach.replace(" ", "").replace(",", "") in cells
        elif kind == "zip":
            with zipfile.ZipFile(io.BytesIO(content)) as files:
                regions = files.read("regions.csv").decode().splitlines()
            reach_of_naryn = [row for row in regions if ",reach," in row]
            assert f",reach,{reach.replace(',', '')},value," in "".join(reach_of_naryn)
        elif kind == "csv":
            rows = content.decode("utf-8-sig").splitlines()
            assert all("KG-N" in row for row in rows[1:])
        else:
            assert len(content) <= 2_500_000


@pytest.mark.long
def test_the_dialog_is_translated_and_accessible(new_screen: NewScreen) -> None:
    screen = new_screen("ky", locale="en-US").open("map")
    open_dialog(screen)
    leftovers = english_words(screen, "export")
    assert not leftovers, leftovers
    issues = violations(screen.page)
    assert not issues, issues
    screen.page.get_by_role("button", name=screen.text("Create the file")).press("Enter")
    download = screen.page.get_by_test_id("stDownloadButton").get_by_role("button")
    expect(download).to_be_focused()


@pytest.mark.long
def test_a_view_becomes_a_slide(new_screen: NewScreen) -> None:
    screen = new_screen("ru").open("map", oblast="KG-T")
    dialog = open_dialog(screen)
    dialog.get_by_label(screen.text("Title of the slide")).fill("Талас вблизи")
    dialog.get_by_role("button", name=screen.text("Add this view to the presentation")).click()
    expect(screen.page.get_by_test_id("stToast")).to_contain_text(
        screen.text("Added to the presentation as its last slide.")
    )
    screen.page.keyboard.press("Escape")
    screen.menu("present")
    expect(screen.page.locator("body")).to_contain_text("Талас вблизи")


def _words(slides: bytes) -> list[str]:
    deck = Presentation(io.BytesIO(slides))
    return [
        shape.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]


def test_on_a_phone_the_file_takes_the_place_of_the_button_in_sight(new_screen: NewScreen) -> None:
    screen = new_screen("ky")
    screen.page.set_viewport_size({"width": 360, "height": 800})
    screen.open("overview").open_on_phone("filters")
    dialog = open_dialog(screen)
    dialog.get_by_text(screen.text(FORMATS["pdf"].name), exact=True).click()
    expect(dialog).to_contain_text(screen.text(FORMATS["pdf"].contents))
    create = dialog.get_by_role("button", name=screen.text("Create the file"))
    expect(create).to_be_in_viewport(ratio=1)
    create.click()
    button = dialog.get_by_test_id("stDownloadButton").get_by_role("button")
    expect(button).to_contain_text("pdf")
    expect(button).to_be_in_viewport(ratio=1)
    expect(create).to_be_hidden()
