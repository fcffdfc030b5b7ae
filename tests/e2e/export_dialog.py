"""Opens the export dialog and downloads a file of one format from it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from campaign.exports.formats import FORMATS
from tests.e2e.screen import Screen


def open_dialog(screen: Screen) -> Locator:
    export_button(screen).click()
    dialog = screen.page.get_by_test_id("stDialog")
    expect(dialog).to_contain_text(screen.text("File format"))
    return dialog


def export_button(screen: Screen) -> Locator:
    return screen.page.locator(".head").get_by_role(
        "button", name=screen.text("Export"), exact=True
    )


def download_file(screen: Screen, dialog: Locator, kind: str) -> tuple[str, bytes]:
    """Create and download a file; return its name and its bytes."""
    dialog.get_by_text(screen.text(FORMATS[kind].name), exact=True).click()
    expect(dialog).to_contain_text(screen.text(FORMATS[kind].contents))
    dialog.get_by_role("button", name=screen.text("Create the file")).click()
    button = dialog.get_by_test_id("stDownloadButton").get_by_role("button")
    expect(button).to_contain_text(FORMATS[kind].ending)
    with screen.page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_bytes()
