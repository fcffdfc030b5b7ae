"""Files taken home by the dialog: each kind is made, and holds what is on the screen."""

from __future__ import annotations

import io

import openpyxl
import pypdf
import pytest
from playwright.sync_api import Locator, expect
from pptx import Presentation

from campaign.exports.formats import KINDS
from campaign.i18n.translator import LANGUAGES
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen, shown
from tests.e2e.test_accessibility import AXE, RUN, TAGS
from tests.e2e.test_languages import english


def open_dialog(screen: Screen) -> Locator:
    button = screen.page.locator(".st-key-filters").get_by_role(
        "button", name=screen.text("Export"), exact=True
    )
    button.click()
    dialog = screen.page.get_by_test_id("stDialog")
    expect(dialog).to_contain_text(screen.text("Kind of file"))
    return dialog


def download_file(screen: Screen, dialog: Locator, kind: str) -> tuple[str, bytes]:
    """The file as it is saved: its name and its bytes."""
    dialog.get_by_text(screen.text(KINDS[kind].name), exact=True).click()
    expect(dialog).to_contain_text(screen.text(KINDS[kind].contents))
    dialog.get_by_role("button", name=screen.text("Make the file")).click()
    button = dialog.get_by_test_id("stDownloadButton").get_by_role("button")
    expect(button).to_contain_text(KINDS[kind].ending)
    with screen.page.expect_download() as saved:
        button.click()
    return saved.value.suggested_filename, saved.value.path().read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_kind_holds_what_is_on_screen(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang).open("overview", oblast="KG-N")
    reach = shown(screen.number("reach").inner_text())
    mark = screen.text("Illustrative data: not a record of the campaign.")
    dialog = open_dialog(screen)
    expect(dialog).to_contain_text(mark)
    name, pdf = download_file(screen, dialog, "pdf")
    assert name == f"brief-2017-naryn-oblast-{lang}-2017-11-20.pdf"
    page = shown(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text())
    assert reach in page and mark in page and screen.place("KG-N") in page
    name, slides = download_file(screen, dialog, "pptx")
    words = shown(" ".join(_words(slides)))
    assert name.endswith(".pptx") and reach in words and mark in words
    name, workbook = download_file(screen, dialog, "xlsx")
    sheets = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    cells = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row}
    assert name.endswith(".xlsx") and reach.replace(" ", "").replace(",", "") in cells
    name, register = download_file(screen, dialog, "csv")
    rows = register.decode("utf-8-sig").splitlines()
    assert name.endswith(".csv") and all("KG-N" in row for row in rows[1:])
    name, talk = download_file(screen, dialog, "html")
    assert name.endswith(".html") and len(talk) <= 2_500_000


def test_the_dialog_speaks_and_can_be_used_by_all(new_screen: NewScreen) -> None:
    screen = new_screen("ky", locale="en-US").open("map")
    open_dialog(screen)
    left = english(screen, "export")
    assert not left, left
    screen.evaluate(f"() => {{ {AXE} }}")
    faults = screen.evaluate(RUN, TAGS)
    assert not faults, faults


def test_a_view_becomes_a_scene(new_screen: NewScreen) -> None:
    screen = new_screen("ru").open("map", oblast="KG-T")
    dialog = open_dialog(screen)
    dialog.get_by_label(screen.text("Title of the slide")).fill("Талас вблизи")
    dialog.get_by_role("button", name=screen.text("Add this view to the talk")).click()
    expect(screen.page.get_by_test_id("stToast")).to_contain_text(
        screen.text("Added to the talk as its last slide.")
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
