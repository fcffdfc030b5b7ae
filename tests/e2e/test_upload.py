"""Uploads: a register up to the map, a rejected file with phone numbers, several files."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import Text
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import ROOT, Screen, plain_words
from tests.e2e.uploads import INVENTED, ROWS, cp1251, upload, workbook

# On a page of HTML, and on a page of Streamlit's widgets.
NOTICES = ".notices"
OWN = "31337"  # a number of people that only an uploaded register has
ADDRESSES = """() => [...document.querySelectorAll('#first *')].flatMap((element) =>
  [...element.attributes].map(({ value }) => value)
    .filter((value) => value.startsWith('/') || value.startsWith(location.origin)))"""
PHONE = "0555 123 456"
# All numbers of people that a reader sees while a page loads.
SEEN_NUMBERS = """(() => {
  window.seen = new Set();
  const look = () => {
    for (const tile of document.querySelectorAll('[data-answer="total"] b'))
      if (tile.checkVisibility({ visibilityProperty: true })) window.seen.add(tile.textContent);
    requestAnimationFrame(look);
  };
  look();
})()"""


def row_counts(screen: Screen) -> list[str]:
    """The numbers of rows read, accepted, rejected and excluded; a zero may be omitted."""
    radios = screen.page.locator('[class*="st-key-rows-"] [role="radio"]')
    radios.first.wait_for()  # no other element of the page needs the script that draws them
    labels = radios.all_inner_texts()
    return [plain_words(label).rpartition(": ")[2] for label in labels]


def expect_accepted(screen: Screen, count: int) -> None:
    label = screen.text("accepted: {n}", n=count)
    expect(screen.page.locator('[class*="st-key-rows-"]')).to_contain_text(label)


@pytest.mark.parametrize(
    ("lang", "kind"), [("ky", "xlsx"), pytest.param("ru", "csv", marks=pytest.mark.long)]
)
def test_from_upload_to_map(new_screen: NewScreen, lang: str, kind: str) -> None:
    screen = new_screen(lang).open("data")
    content = cp1251(*ROWS) if kind == "csv" else workbook(*ROWS)
    upload(screen, (f"office.{kind}", content))
    assert row_counts(screen) == ["6", "3", "2", "1"]
    # Bare «Ош» is the city or the oblast: one answer for the whole column.
    question = screen.page.locator('[class*="st-key-questions-"]')
    expect(question).to_contain_text("Ош")
    question.get_by_role("button", name=screen.region_name("KG-GO"), exact=True).click()
    expect_accepted(screen, 4)
    screen.wait_until_idle()
    screen.page.locator(".st-key-see a").click()
    screen.expect_page("map")
    screen.expect_query(lang=lang, edition="own-2017")
    # The values are real, so the note on invented data is not displayed.
    expect(screen.page.locator(INVENTED)).to_have_count(0)
    choose_number_of_people(screen)
    table = _table(screen, "map")
    assert table["KG-N"].startswith(("1 120", "1,120"))
    assert table["KG-GB"] == "0"
    assert table["KG-T"] == screen.text("not reported")
    assert table["KG-GO"] == "45"
    assert table["KG-C"] == screen.text("no activity")
    screen.menu("overview")
    expect(screen.number("activities")).to_have_text("4")


def test_the_pages_follow_a_register_that_an_answer_makes_accepted(new_screen: NewScreen) -> None:
    screen = new_screen("ru").open("data")
    invented = screen.page.locator(INVENTED)
    rows = (("04.08.2026", "Ош", "лекция", "45", ""), ("05.08.2026", "Ош", "лекция", "5", ""))
    upload(screen, ("osh.csv", cp1251(*rows)))
    expect(invented).to_have_count(1)
    question = screen.page.locator('[class*="st-key-questions-"]')
    question.get_by_role("button", name=screen.region_name("KG-GO"), exact=True).click()
    expect_accepted(screen, 2)
    screen.wait_until_idle()
    screen.menu("map")
    screen.expect_query(lang="ru", edition="own-2026")
    expect(invented).to_have_count(0)
    own = uncapitalize(screen.text("Register of the {year} campaign", year="2026"))
    shown = screen.text("Shown: {campaign}, {files}.", campaign=own, files="osh.csv")
    expect(screen.page.locator(NOTICES)).to_contain_text(shown)
    choose_number_of_people(screen)
    assert _table(screen, "map")["KG-GO"] == "50"
    screen.page.reload(wait_until="commit")
    screen.touch()
    screen.expect_query(lang="ru", edition="own-2026", indicator="reach")
    expect(screen.page.locator(NOTICES)).to_contain_text(shown)
    screen.wait_until_idle()
    screen.menu("data")
    screen.page.get_by_role("button", name=screen.text("Remove file")).click()
    expect(screen.page.locator('[class*="st-key-file-"]')).to_have_count(0)
    screen.wait_until_idle()
    screen.menu("overview")
    expect(invented).to_have_count(1)
    expect(screen.number("activities")).to_have_text("77")


@pytest.mark.parametrize("lang", ["ru"])
def test_phone_numbers_are_rejected_without_showing_one(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang).open("data")
    rows = (*ROWS[:2], ("05.08.2017", "г. Бишкек", "лекция", "9", f"звонить {PHONE}"))
    upload(screen, ("phones.csv", cp1251(*rows)))
    card = screen.page.locator('[class*="st-key-file-"]')
    expect(card).to_contain_text(
        screen.text("The file was not accepted: it contains personal data.")
    )
    expect(card.locator("table.data-table").last).to_contain_text("Примечание")
    expect(screen.page.locator(".st-key-see")).to_have_count(0)
    content = screen.page.content()
    assert PHONE not in content and "123 456" not in content
    screen.menu("overview")
    expect(screen.number("activities")).to_have_text("77")


@pytest.mark.long
def test_only_its_owner_sees_a_register_also_after_a_reload(new_screen: NewScreen) -> None:
    mine, other = (
        new_screen("ru").open("data"),
        new_screen("ru").open("overview", edition="own-2017"),
    )
    upload(mine, ("office.csv", cp1251(*ROWS)))
    other.open("overview", edition="own-2017")
    expect(other.number("activities")).to_have_text("77")
    mine.menu("overview")
    mine.page.add_init_script(SEEN_NUMBERS)
    mine.page.reload(wait_until="commit")
    mine.touch()
    expect(mine.number("activities")).to_have_text("3")
    mine.page.wait_for_function("() => window.seen.size > 0")
    assert [plain_words(words) for words in mine.evaluate("() => [...window.seen]")] == ["1 120"]
    mine.expect_query(lang="ru", edition="own-2017")
    mine.menu("data")
    mine.page.get_by_role("button", name=mine.text("Remove file")).click()
    card = mine.page.locator('[class*="st-key-file-"]')
    expect(card).to_have_count(0)
    mine.wait_until_idle()
    mine.page.reload(wait_until="commit")
    mine.touch()
    mine.expect_page("data")
    mine.wait_until_idle()
    expect(card).to_have_count(0)


@pytest.mark.long
def test_no_address_of_a_page_gives_out_an_own_register(new_screen: NewScreen) -> None:
    screen = new_screen("ru").open("data")
    upload(screen, ("office.csv", cp1251(("31.07.2017", "Нарын", "лекция", OWN, ""))))
    addresses: set[str] = set()
    for stem in ("overview", "map", "activities"):
        screen.menu(stem)
        words = re.sub(r"\s", "", screen.page.locator("#first").inner_text())
        assert OWN in words, stem
        addresses |= set(screen.evaluate(ADDRESSES))
    assert any(address.startswith("/map?") for address in addresses)
    for address in sorted(addresses):
        content = screen.page.request.get(address).body().decode(errors="replace")
        assert OWN not in re.sub(r"[\s,]", "", content), address


@pytest.mark.long
def test_a_duplicated_tab_has_its_own_files(new_screen: NewScreen) -> None:
    screen = new_screen("ky").open("data")
    upload(screen, ("office.csv", cp1251(*ROWS)))
    # A duplicate starts with a copy of the tab's session storage.
    with screen.page.expect_popup() as popup:
        screen.page.evaluate("open(location.href)")
    duplicate = Screen(popup.value, "ky")
    card = '[class*="st-key-file-"]'
    expect(duplicate.page.locator(card)).to_have_count(1)
    duplicate.wait_until_idle()
    duplicate.page.get_by_role("button", name=duplicate.text("Remove file")).click()
    expect(duplicate.page.locator(card)).to_have_count(0)
    screen.page.reload(wait_until="commit")
    screen.touch()
    expect(screen.page.locator(card)).to_have_count(1)


@pytest.mark.long
def test_the_same_rows_in_two_files_count_once(new_screen: NewScreen) -> None:
    screen = new_screen("ky").open("data")
    upload(screen, ("first.csv", cp1251(*ROWS[:3])), ("second.xlsx", workbook(*ROWS[:3])))
    screen.page.locator(".st-key-see a").click()
    screen.expect_page("map")
    screen.menu("overview")
    expect(screen.number("activities")).to_have_text("3")


@pytest.mark.long
def test_answers_of_one_file_are_applied_to_the_next(new_screen: NewScreen) -> None:
    screen = new_screen("ru").open("data")
    report = ROOT / "tests/corpus/values/monthly_report.csv"
    upload(screen, ("august.csv", report.read_bytes()))
    expect_accepted(screen, 1)
    label = screen.text.n("Accept {n} suggestion", "Accept {n} suggestions", 2)
    screen.page.get_by_role("button", name=label).click()
    screen.page.get_by_role("button", name=screen.text("Count as {n}", n=50)).first.click()
    expect_accepted(screen, 2)
    screen.wait_until_idle()
    with screen.page.expect_download() as download:
        screen.page.get_by_role("button", name=screen.text("Cleaning log (CSV)")).click()
    log = Path(download.value.path()).read_bytes()
    screen.page.get_by_role("button", name=screen.text("Remove file")).click()
    expect(screen.page.locator('[class*="st-key-file-"]')).to_have_count(0)
    rows = (("05.09.2017", "Нарынскя область", "Лекцыя", "Около 50", ""), ROWS[1])
    upload(screen, ("september.csv", cp1251(*rows)))
    expect_accepted(screen, 1)
    files = screen.page.locator('[class*="st-key-logs-"]')
    files.get_by_text(screen.text("Apply a cleaning log")).click()
    files.locator('input[type="file"]').set_input_files(
        {"name": "log.csv", "mimeType": "text/csv", "buffer": log}
    )
    expect(files.get_by_role("status")).to_contain_text("3")
    expect_accepted(screen, 2)


@pytest.mark.long
@pytest.mark.parametrize("lang", ["ky"])
def test_a_register_without_dates_is_two_clicks_from_the_map(
    new_screen: NewScreen, lang: str
) -> None:
    screen = new_screen(lang).open("data")
    rows = "Область;Вид;Охвачено;Кол-во дней;Проведено\nНарын;Лекция;30;1;01.08.2017\n"
    upload(screen, ("report.csv", rows.encode()))
    columns = screen.page.locator('[class*="st-key-columns-"]')
    # The other columns are in a list, as they are written.
    columns.get_by_role("combobox").first.click()
    expect(screen.page.get_by_role("option", name="Кол-во дней", exact=True)).to_be_visible()
    screen.page.keyboard.press("Escape")
    label = screen.text("Use column {column}", column=screen.text.quote("Проведено"))
    columns.get_by_role("button", name=label).click()
    expect_accepted(screen, 1)
    screen.wait_until_idle()
    screen.page.locator(".st-key-see a").click()
    screen.expect_page("map")


@pytest.mark.long
@pytest.mark.parametrize("lang", ["ky"])
def test_a_corrected_register_replaces_the_former_one(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang).open("data")
    former = (*ROWS[:3], ROWS[4])
    upload(screen, ("reestr.csv", cp1251(*former)))
    question = screen.page.locator('[class*="st-key-questions-"]')
    question.get_by_role("button", name=screen.region_name("KG-GO"), exact=True).click()
    expect_accepted(screen, 4)
    screen.wait_until_idle()
    # Naryn corrected, Talas removed, Batken added: the same file name, another format.
    corrected = (
        (*ROWS[0][:3], "1 130", ""),
        ROWS[1],
        ROWS[4],
        ("05.08.2017", "Баткенская область", "лекция", "70", ""),
    )
    upload(screen, ("reestr.xlsx", workbook(*corrected)))
    questions = screen.page.locator(".st-key-versions")
    title = screen.text("New version of {files}?", files=quote(screen, "reestr.csv"))
    expect(questions.get_by_role("heading", name=title)).to_be_visible()
    line = "The new version – activities added: {added}, changed: {changed}, removed: {removed}."
    expect(questions).to_contain_text(screen.text(line, added=1, changed=1, removed=1))
    rows = [plain_words(row) for row in questions.locator("tbody tr").all_inner_texts()]
    assert len(rows) == 3 and re.search(r"2 3 .*1.120 → 1.130", rows[0])
    # No question is asked twice, and reused answers are listed.
    expect(screen.page.locator('[class*="st-key-reused-"]')).to_contain_text(
        screen.region_name("KG-GO")
    )
    expect(
        question.get_by_role("button", name=screen.region_name("KG-GO"), exact=True)
    ).to_have_count(0)
    # The new version row_counts before the answer and after it.
    _expect_counts(screen, 4, {"KG-N": 1130, "KG-GB": 0, "KG-GO": 45, "KG-B": 70})
    screen.menu("data")
    questions.get_by_role(
        "button", name=screen.text("Replace the previous version (default)"), exact=True
    ).click()
    expect(questions.get_by_role("heading")).to_have_count(0)
    screen.wait_until_idle()
    _expect_counts(screen, 4, {"KG-N": 1130, "KG-GB": 0, "KG-GO": 45, "KG-B": 70})
    # The other choice: equal rows count once, and the corrected row row_counts twice.
    screen.menu("data")
    screen.page.get_by_role("button", name=screen.text("Add as another register")).click()
    expect(screen.page.locator('[class*="st-key-file-"] h2').nth(1)).to_have_text("reestr.xlsx")
    screen.wait_until_idle()
    _expect_counts(screen, 6, {"KG-N": 2250, "KG-GB": 0, "KG-GO": 45, "KG-B": 70})


def choose_number_of_people(screen: Screen) -> None:
    """Choose the number of people on the map, not the rate."""
    choice = (
        screen.figure("map")
        .locator(".choice-row")
        .get_by_text(screen.text("people reached"), exact=True)
    )
    if choice.get_attribute("aria-current") is None:
        choice.click()
        screen.wait_until_idle()


def quote(screen: Screen, words: str) -> str:
    return Text.of(screen.lang).quote(words)


def _expect_counts(screen: Screen, activities: int, reached: dict[str, int]) -> None:
    """Expect these values of the own register on the overview and the map."""
    screen.menu("overview")
    expect(screen.number("activities")).to_have_text(str(activities))
    screen.menu("map")
    choose_number_of_people(screen)
    table = _table(screen, "map")
    for code, people in reached.items():
        number = re.sub(r"\s", " ", Text.of(screen.lang).number(people))
        assert number in table[code], (code, table)


@pytest.mark.long
def test_a_wrong_date_order_is_corrected_by_one_choice(new_screen: NewScreen) -> None:
    screen = new_screen("en").open("data")
    rows = (("01/02/2017", "KG-N", "lecture", "10", ""), ("02/03/2017", "KG-N", "lecture", "5", ""))
    upload(screen, ("months.csv", cp1251(*rows)))
    card = screen.page.locator('[class*="st-key-file-"]')
    expect(card).to_contain_text("1 Feb")
    # The section opens slowly, as on a busy machine; a scroll at its end would close the list.
    session = screen.page.context.new_cdp_session(screen.page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": 0.3})
    card.get_by_text("Detected settings").click()
    expect(card.locator("table.preview")).to_be_visible()
    choices = screen.open_choices(card.get_by_role("combobox", name="Date order"))
    screen.wait_until_still()
    choices.get_by_text("month, day, year", exact=True).click()
    expect(card).to_contain_text("2 Jan")


@pytest.mark.long
def test_boundaries_with_the_cities_in_their_oblasts(new_screen: NewScreen, tmp_path: Path) -> None:
    screen = new_screen("ru").open("data")
    upload(screen, ("oblasts-7.geojson", _seven_units()))
    screen.menu("map")
    units = screen.figure("map").locator("svg:visible [data-unit]")
    codes = set(units.evaluate_all("marks => marks.map((mark) => mark.dataset.unit)"))
    assert codes == {"KG-B", "KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y"}
    # Activities in cities count in their oblast: none is lost.
    screen.menu("overview")
    expect(screen.number("activities")).to_have_text("77")


def _seven_units() -> bytes:
    import geopandas as gpd

    shapes = gpd.read_file(ROOT / "geo/kgz_oblasts.geojson")
    into = {"KG-GB": "KG-C", "KG-GO": "KG-O"}
    merged = shapes.assign(iso_code=shapes["iso_code"].replace(into)).dissolve("iso_code")
    return str(merged.reset_index()[["iso_code", "geometry"]].to_json()).encode()


def _table(screen: Screen, figure: str) -> dict[str, str]:
    """{unit: value} of a chart's data table."""
    card = screen.figure(figure)
    screen.show_table(figure)
    rows = card.locator("table.data-table tbody tr").all_inner_texts()
    codes_by_name = {screen.region_name(code): code for code in _codes()}
    values = {}
    for row in rows:
        cells = [re.sub(r"\s", " ", cell).strip() for cell in row.split("\t")]
        code = next((codes_by_name[cell] for cell in cells if cell in codes_by_name), None)
        if code:
            at = next(i for i, cell in enumerate(cells) if cell in codes_by_name)
            values[code] = cells[at + 1]
    return values


def _codes() -> list[str]:
    with (ROOT / "geo/oblasts.csv").open(encoding="utf-8", newline="") as rows:
        return [row["iso_code"] for row in csv.DictReader(rows)]
