"""Downloads of the map: table, CSV, PNG and SVG, all with the same values."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Download, Locator, expect

from campaign.theme.style import STYLES, Mode
from tests.campaigns import REGIONS
from tests.e2e import register
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen

CODES = REGIONS
_ITEMS = {"PNG": "[data-act=png]", "SVG": 'a[type="image/svg+xml"]'}


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
    with Image.open(chart) as image:
        assert image.format == "PNG" and image.width == 2000 and image.height > 1200
        assert len(image.convert("RGB").resize((200, 120)).getcolors(200 * 120)) > 50


@pytest.mark.parametrize(
    ("lang", "scheme"), [("ru", "dark"), pytest.param("en", "light", marks=pytest.mark.long)]
)
def test_file_has_the_selection_in_light_colours(
    new_screen: NewScreen, lang: str, scheme: Mode, tmp_path: Path
) -> None:
    screen = new_screen(lang, color_scheme=scheme).open("map", oblast="KG-N")
    name = f"map-2017-naryn-oblast-{screen.lang}-2017-11-20.svg"
    svg = _download(screen, "SVG", tmp_path / "rest.svg", name=name).read_text(encoding="utf-8")
    assert re.findall(r'data-code="oblast=([^"]*)" data-selected="true"', svg) == ["KG-N"]
    assert f'fill="{STYLES["light"].background}"' in svg


def test_open_table_stays_open_and_follows_the_selection(new_screen: NewScreen) -> None:
    screen = new_screen("ky").open("map", oblast="KG-N")
    table = _open(_item(screen, "map", ".table > summary"))
    row = table.locator("tr").filter(has=screen.page.get_by_role("cell", name="KG-B", exact=True))
    expect(row).to_contain_text(screen.text("no"))
    screen.page.locator("#first .regions a", has_text=screen.short_name("KG-B")).first.click()
    expect(row).to_contain_text(screen.text("yes"))
    expect(table).to_be_visible()


def test_link_and_slide_are_confirmed_in_the_card(new_screen: NewScreen) -> None:
    screen = new_screen("ru").open("map", oblast="KG-N")
    screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    status = _card(screen, "map").get_by_role("status")
    _item(screen, "map", "[data-act=link]").click()
    expect(status).to_have_text(screen.text("Link copied"))
    link = screen.evaluate("() => navigator.clipboard.readText()")
    assert link.endswith("#map") and "oblast=KG-N" in link and "lang=" not in link
    _item(screen, "map", "[data-do=slide]").click()
    expect(status).to_have_text(screen.text("Added to the presentation as its last slide."))
    _item(screen, "map", "[data-act=link]").click()
    expect(status).to_have_text(screen.text("Link copied"))


def _assert_csv(screen: Screen, mark: str, sums: dict[str, int], path: Path) -> None:
    button = _item(screen, "map", 'a[href*=".csv"]')
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
    table = _open(_item(screen, "map", ".table > summary"))
    expect(table.locator("tbody tr")).to_have_count(len(sums))
    for code, total in sums.items():
        row = table.locator("tbody tr").filter(
            has=screen.page.get_by_role("cell", name=code, exact=True)
        )
        expect(row).to_contain_text(screen.region_name(code))
        expect(row.locator("td.number").first).to_have_text(screen.text.number(total))


def _assert_svg(screen: Screen, mark: str, sums: dict[str, int], path: Path) -> None:
    svg = _download(screen, "SVG", path).read_text(encoding="utf-8")
    words = _without_spaces(re.sub(r"<[^>]*>", " ", svg))
    for message in ("{indicator}, by region", "Source: {sources}. Data version: {fingerprint}."):
        start = screen.text(
            message, indicator=screen.text("People reached"), sources="", fingerprint=""
        )
        assert _without_spaces(start.split(".")[0]) in words
    assert _without_spaces(mark) in words
    # Every region once, and the cities again in their insets; a city has its name below it.
    codes = re.findall(r'data-code="oblast=([^"]*)"', svg)
    assert set(codes) == set(sums) and len(codes) == len(sums) + 2
    for code, total in sums.items():
        assert _without_spaces(screen.short_name(code)) in words
        assert _without_spaces(screen.text.number(total)) in words
    assert "http://" not in svg.replace("http://www.w3.org/", "")
    assert "Source Sans" not in svg, "a file on its own has no web fonts"


def _download(
    screen: Screen, kind: str, path: Path, figure: str = "map", name: str | None = None
) -> Path:
    """Download a file by the menu of the card."""
    button = _item(screen, figure, _ITEMS[kind])
    expect(button).to_have_accessible_name(screen.text(f"Download {kind}"))
    with screen.page.expect_download() as awaited:
        button.click()
    name = name or f"{figure}-2017-{screen.lang}-2017-11-20.{kind.lower()}"
    return _save(awaited.value, path, name)


def _card(screen: Screen, figure: str) -> Locator:
    return screen.page.locator(f"#first #{figure}")


def _item(screen: Screen, figure: str, selector: str) -> Locator:
    """An item of the menu of a card, which is open."""
    menu = _card(screen, figure).locator(".card-menu")
    if menu.get_attribute("open") is None:
        menu.locator("> summary").click()
    return menu.locator(selector)


def _open(summary: Locator) -> Locator:
    """Open the table of a menu and return it."""
    summary.click()
    table = summary.locator("..").locator("table.data-table")
    expect(table).to_be_visible()
    return table


def _save(download: Download, path: Path, name: str) -> Path:
    assert download.suggested_filename == name
    download.save_as(path)
    return path


def _without_spaces(words: str) -> str:
    """The text without spaces, because a picture has line breaks of its own."""
    return re.sub(r"\s+", "", words)
