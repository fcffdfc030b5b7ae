"""Downloads of the map: table, CSV, PNG and SVG, all with the same values."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Download, expect

from campaign.theme.style import STYLES, Mode
from tests.campaigns import REGIONS
from tests.e2e import register
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen

CODES = REGIONS


@pytest.mark.parametrize("lang", ["ky"])
def test_downloads_of_the_map_have_its_values(
    new_screen: NewScreen, lang: str, tmp_path: Path
) -> None:
    screen = new_screen(lang).open("map", indicator="reach")
    mark = screen.text("Illustrative (invented) data; not actual campaign results.")
    sums = {code: register.reached(register.rows(oblast=code)) for code in CODES}
    _assert_csv(screen, mark, sums, tmp_path / "map.csv")
    _assert_table(screen, sums)
    _assert_svg(screen, mark, sums, tmp_path / "map.svg")
    chart = _download(screen, "PNG", tmp_path / "map.png")
    assert chart.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert chart.stat().st_size > 50_000


@pytest.mark.parametrize(
    ("lang", "scheme"), [("ru", "dark"), pytest.param("en", "light", marks=pytest.mark.long)]
)
def test_the_file_has_the_selection_and_the_displayed_day(
    new_screen: NewScreen, lang: str, scheme: Mode, tmp_path: Path
) -> None:
    screen = new_screen(lang, color_scheme=scheme).open("map", oblast="KG-N")
    name = f"map-2017-naryn-oblast-{screen.lang}-2017-11-20.svg"
    at_rest = _download(screen, "SVG", tmp_path / "rest.svg", name=name).read_text(encoding="utf-8")
    assert re.findall(r'data-code="oblast=([^"]*)" data-selected="true"', at_rest) == ["KG-N"]
    assert f'fill="{STYLES[scheme].background}"' in at_rest
    day = screen.text("Day {n}").replace("{n}", "40")
    assert _without_spaces(day) not in _without_spaces(at_rest)
    screen.figure("map").locator(".cf-slider").fill("39")
    expect(screen.figure("map").locator(".cf-day")).to_contain_text(day)
    on_day = _download(screen, "SVG", tmp_path / "day.svg", name=name).read_text(encoding="utf-8")
    assert _without_spaces(day) in _without_spaces(on_day) and "data-code" not in on_day


def _assert_csv(screen: Screen, mark: str, sums: dict[str, int], path: Path) -> None:
    button = screen.card_menu("map", "csv")
    expect(button).to_have_text(screen.text("Download CSV"))
    with screen.page.expect_download() as awaited:
        button.click()
    _save(awaited.value, path, f"map-2017-{screen.lang}-2017-11-20.csv")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    head, text = screen.text("People reached"), screen.text
    assert {row[text("Code")]: int(row[head]) for row in rows} == sums
    names = {row[text("Code")]: row[text("Region")] for row in rows}
    assert names == {code: screen.region_name(code) for code in sums}
    assert {row[text("Status of the data")] for row in rows} == {mark}


def _assert_table(screen: Screen, sums: dict[str, int]) -> None:
    card = screen.figure("map")
    screen.show_table("map")
    expect(card.locator("table.data-table tbody tr")).to_have_count(len(sums))
    for code, total in sums.items():
        row = card.locator("table.data-table tbody tr").filter(
            has=screen.page.get_by_role("cell", name=code, exact=True)
        )
        expect(row).to_contain_text(screen.region_name(code))
        expect(row.locator("td.number").first).to_have_text(screen.text.number(total))


def _assert_svg(screen: Screen, mark: str, sums: dict[str, int], path: Path) -> None:
    drawn = _download(screen, "SVG", path).read_text(encoding="utf-8")
    words = _without_spaces(re.sub(r"<[^>]*>", " ", drawn))
    for message in ("{indicator}, by region", "Source: {sources}. Data version: {fingerprint}."):
        start = screen.text(
            message, indicator=screen.text("People reached"), sources="", fingerprint=""
        )
        assert _without_spaces(start.split(".")[0]) in words
    assert _without_spaces(mark) in words
    # Every region once, and the cities again in their insets; a city has its name below it.
    codes = re.findall(r'data-code="oblast=([^"]*)"', drawn)
    assert set(codes) == set(sums) and len(codes) == len(sums) + 2
    for code, total in sums.items():
        assert _without_spaces(screen.short_name(code)) in words
        assert _without_spaces(screen.text.number(total)) in words
    assert "http://" not in drawn.replace("http://www.w3.org/", "")
    assert "Source Sans" not in drawn, "a file on its own has no web fonts"


def _download(
    screen: Screen, kind: str, path: Path, figure: str = "map", name: str | None = None
) -> Path:
    """Download a file by the menu of the card."""
    button = screen.card_menu(figure, kind.lower())
    expect(button).to_have_accessible_name(screen.text(f"Download {kind}"))
    with screen.page.expect_download() as awaited:
        button.click()
    name = name or f"{figure}-2017-{screen.lang}-2017-11-20.{kind.lower()}"
    return _save(awaited.value, path, name)


def _save(download: Download, path: Path, name: str) -> Path:
    assert download.suggested_filename == name
    download.save_as(path)
    return path


def _without_spaces(words: str) -> str:
    """The text without spaces, because a picture has line breaks of its own."""
    return re.sub(r"\s+", "", words)
