"""A missing file is named with its remedy, all else is displayed, and restoring it is enough."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from campaign.i18n.translator import LANGUAGES
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen
from tests.e2e.server import ROOT, Server, serving

REMEDY = "The file is missing. Restore it and reload the page."


# One worker runs all these tests, which share a server.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("damaged")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copies of `data/` and `geo/` that tests may damage."""
    copy = tmp_path_factory.mktemp("damaged")
    for name in ("data", "geo"):
        shutil.copytree(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def damaged_server(folder: Path) -> Iterator[Server]:
    """An app that reads the copies."""
    with serving(CAMPAIGN_DATA=str(folder / "data"), CAMPAIGN_GEO=str(folder / "geo")) as server:
        yield server


@contextmanager
def removed_file(path: Path) -> Iterator[None]:
    """Remove the file within the block."""
    backup = path.with_name(path.name + ".kept")
    path.rename(backup)
    try:
        yield
    finally:
        backup.rename(path)


def test_pages_name_a_missing_register(
    new_screen: NewScreen, damaged_server: Server, folder: Path
) -> None:
    screen = new_screen("ky", damaged_server.address)
    with removed_file(folder / "data/2017/activities.csv"):
        for lang in LANGUAGES:
            screen.lang = lang
            screen.open("overview")
            _expect_file_name(screen, "data/2017/activities.csv")
            expect(screen.page.locator(".empty")).to_contain_text(
                f"{screen.text('The register of this campaign cannot be shown.')} "
                f"{screen.text('The notice on this page gives the reason.')}"
            )
        for stem in ("map", "timeline", "activities"):
            screen.menu(stem)
            _expect_file_name(screen, "data/2017/activities.csv")
        screen.page.goto(f"/?edition=2018&lang={screen.lang}")
        screen.touch()
        screen.expect_live()
        expect(screen.page.locator("h1")).to_have_text(screen.text("Other years"))
        expect(screen.page.locator(".notices .notice")).to_have_count(0)
        assert _health(damaged_server)[0] == 200
    screen.open("overview")
    expect(screen.number("activities")).to_have_text("77")
    expect(screen.page.locator(".notice")).to_have_count(0)
    assert "Traceback" not in damaged_server.log()


def test_charts_without_map_stay_when_boundaries_are_missing(
    new_screen: NewScreen, damaged_server: Server, folder: Path
) -> None:
    screen = new_screen("ru", damaged_server.address)
    with removed_file(folder / "geo/kgz_oblasts.geojson"):
        for stem in ("overview", "map"):
            screen.open(stem)
            _expect_file_name(screen, "geo/kgz_oblasts.geojson")
        expect(screen.mark("ranking", "oblast=KG-N")).to_be_visible()
        screen.menu("timeline")
        expect(screen.figure("timeline").locator("svg:visible").first).to_be_visible()
    screen.open("map")
    expect(screen.mark("map", "oblast=KG-N")).to_be_visible()
    expect(screen.page.locator(".notice")).to_have_count(0)
    assert "Traceback" not in damaged_server.log()


def test_pages_and_health_name_a_missing_list_of_campaigns(
    new_screen: NewScreen, damaged_server: Server, folder: Path
) -> None:
    screen = new_screen("ky", damaged_server.address)
    with removed_file(folder / "data/campaigns.csv"):
        status, health = _health(damaged_server)
        assert status == 503
        assert health["status"] == "failed"
        assert health["files"] == ["data/campaigns.csv"]
        for lang in LANGUAGES:
            screen.lang = lang
            screen.page.goto(f"/map?lang={lang}", wait_until="commit")
            expect(screen.page.locator("h1")).to_have_text(screen.text("The data cannot be shown"))
            expect(screen.page.locator("html")).to_have_attribute("lang", lang)
            _expect_file_name(screen, "data/campaigns.csv")
            remedy = screen.text("Once the file is corrected, reload this page.")
            expect(screen.page.get_by_text(remedy, exact=True)).to_be_visible()
    screen.page.reload(wait_until="commit")
    screen.touch()
    screen.expect_page("map")
    assert _health(damaged_server)[0] == 200
    assert "Traceback" not in damaged_server.log()


def _expect_file_name(screen: Screen, file: str) -> None:
    """Expect a notice with the file and its remedy, and no internal error."""
    notice = screen.page.locator(".notice")
    expect(notice).to_contain_text(file)
    expect(notice).to_contain_text(screen.text(REMEDY))
    expect(screen.page.get_by_test_id("stException")).to_have_count(0)
    expect(screen.page.locator("body")).not_to_contain_text("Traceback")


def _health(server: Server) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"{server.address}/health", timeout=600) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
