"""A choice in one figure applies to every other figure and page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e import register
from tests.e2e.conftest import NewScreen
from tests.e2e.pausable_socket import PausableSocket
from tests.e2e.screen import Screen

DAY_ON_AXIS = """(area, day) => {
  const [first, { width }] = [Date.parse(area.dataset.first), area.getBBox()];
  return (Date.parse(day) - first + 43_200_000) / 86_400_000 * width / area.dataset.count;
}"""


# The selected and the focused choices in the map's card at each frame, without repetitions.
CHOICES_BY_FRAME = """() => {
  window.seen = [];
  const look = () => {
    const links = [...document.querySelectorAll('.card.map .choice a')];
    const state = links.map((link) =>
      `${link.hasAttribute('aria-current')} ${link === document.activeElement}`).join();
    if (state !== window.seen.at(-1)) window.seen.push(state);
    requestAnimationFrame(look);
  };
  look();
}"""


def test_a_click_on_the_map_filters_all_pages(screen: Screen) -> None:
    screen.open("map")
    screen.click_unit("KG-N")
    screen.expect_query(lang="ky", oblast="KG-N")
    screen.expect_chips(screen.region_name("KG-N"))
    in_naryn = register.rows(oblast="KG-N")
    screen.menu("overview")
    text = screen.text
    expect(screen.number("reach")).to_have_text(text.number(register.reached(in_naryn)))
    expect(screen.number("activities")).to_have_text(text.number(len(in_naryn)))
    screen.menu("timeline")
    screen.expect_chips(screen.region_name("KG-N"))
    expect(screen.page.locator("h1")).to_contain_text(screen.region_name("KG-N"))
    screen.menu("activities")
    count_words = text.n("{n} activity", "{n} activities", len(in_naryn))
    reached = text("people reached: {n}", n=float(register.reached(in_naryn)))
    summed = screen.figure("register").locator("p.summary")
    expect(summed).to_contain_text(count_words)
    expect(summed).to_contain_text(reached)


def test_a_choice_in_a_card_keeps_its_mark_and_the_focus(screen: Screen) -> None:
    screen.open("map")
    rate, number = screen.page.locator(".card.map .choice a").all()
    number.click()
    screen.expect_query(lang="ky", indicator="reach")
    rate.click()
    screen.expect_query(lang="ky")
    screen.wait_until_idle()
    number.focus()
    screen.evaluate(CHOICES_BY_FRAME)
    screen.page.keyboard.press("Enter")
    screen.expect_query(lang="ky", indicator="reach")
    screen.wait_until_idle()
    assert screen.evaluate("window.seen") == ["true false,false true", "false false,true true"]


def test_a_message_older_than_a_choice_leaves_its_mark(screen: Screen) -> None:
    line = PausableSocket(screen.page)
    screen.open("map")
    number = screen.page.locator(".card.map .choice a").last
    line.hold()
    number.click()
    screen.evaluate(
        """() => window.campaignLivePage.update(
          { page: document.documentElement.dataset.live, stem: "map", done: 0, html: "",
            tab: { lang: "ky", words: "/assets/words/ky.json", secret: "", asks: false, most: 1 } },
          null)"""
    )
    assert number.get_attribute("aria-current") == "true"
    line.wait_for_answer()
    line.release()
    screen.expect_query(lang="ky", indicator="reach")
    screen.wait_until_idle()
    expect(number).to_have_attribute("aria-current", "true")


def test_links_work_without_decompression_in_the_browser(new_screen: NewScreen) -> None:
    screen = new_screen("ky", locale="ky-KG")
    screen.page.add_init_script("delete globalThis.DecompressionStream;")
    screen.open("map")
    for code in ("KG-N", "KG-T"):
        screen.pill(code).click()
        expect(screen.page.locator(".chips")).to_contain_text(screen.region_name(code))
    screen.expect_chips(screen.region_name("KG-N"), screen.region_name("KG-T"))
    screen.page.context.close()


@pytest.mark.long
def test_clicks_chips_bars_and_links_add_and_remove_filters(screen: Screen) -> None:
    screen.open("map", oblast="KG-N")
    screen.click_unit("KG-N")
    screen.expect_chips()
    screen.expect_query(lang="ky")
    screen.wait_until_idle()
    screen.click_unit("KG-GB", figure="map")
    screen.expect_chips(screen.region_name("KG-GB"))
    screen.remove_filter(screen.region_name("KG-GB"))
    screen.expect_chips()
    screen.expect_query(lang="ky")
    screen.wait_until_idle()
    screen.click_mark("ranking", "oblast=KG-J")
    screen.expect_chips(screen.region_name("KG-J"))
    screen.expect_query(lang="ky", oblast="KG-J")
    expect(screen.pill("KG-J")).to_have_attribute("aria-current", "true")
    screen.remove_filter(screen.region_name("KG-J"))
    screen.expect_chips()
    screen.wait_until_idle()
    # Regions that are chosen in reverse order keep the focus.
    for code in ("KG-T", "KG-N", "KG-B"):
        screen.pill(code).click()
        expect(screen.pill(code)).to_have_attribute("aria-current", "true")
        screen.wait_until_idle()
    expect(screen.pill("KG-B")).to_be_focused()


@pytest.mark.long
def test_a_cell_of_the_heatmap_filters_by_region_and_type(screen: Screen) -> None:
    screen.open("activities")
    screen.click_mark("heatmap", "oblast=KG-N&type=lecture")
    screen.expect_query(lang="ky", oblast="KG-N", type="lecture")
    screen.expect_chips(screen.region_name("KG-N"), screen.type_name("lecture"))
    rows = register.rows(oblast="KG-N", type="lecture")
    screen.menu("overview")
    expect(screen.number("reach")).to_have_text(screen.text.number(register.reached(rows)))


@pytest.mark.long
def test_a_change_of_language_keeps_all_choices(screen: Screen) -> None:
    screen.open("map", indicator="reach", classes="4")
    screen.click_unit("KG-N")
    screen.expect_chips(screen.region_name("KG-N"))
    screen.choose_language("en")
    screen.expect_chips(screen.region_name("KG-N"))
    screen.pill("KG-T").click()
    screen.expect_chips(screen.region_name("KG-N"), screen.region_name("KG-T"))
    screen.choose_language("ky")
    screen.expect_chips(screen.region_name("KG-N"), screen.region_name("KG-T"))
    screen.expect_query(oblast="KG-N,KG-T", indicator="reach", classes="4")


def test_a_brush_on_the_timeline_filters_by_dates(screen: Screen) -> None:
    screen.open("timeline")
    days = screen.page.locator(".card.timeline rect[data-days]:visible")
    days.scroll_into_view_if_needed()
    box, mouse = days.bounding_box(), screen.page.mouse
    assert box is not None
    x, end = (box["x"] + days.evaluate(DAY_ON_AXIS, day) for day in ("2017-08-15", "2017-09-10"))
    y = box["y"] + box["height"] / 2
    mouse.move(x, y)
    mouse.down()
    mouse.move((x + end) / 2, y, steps=4)
    mouse.move(end, y, steps=4)
    mouse.up()
    screen.expect_query(lang="ky", from_="2017-08-15", to="2017-09-10")
    rows = [row for row in register.rows() if "2017-08-15" <= row["date"] <= "2017-09-10"]
    screen.wait_until_idle()
    screen.menu("overview")
    expect(screen.number("reach")).to_have_text(screen.text.number(register.reached(rows)))
    expect(screen.number("activities")).to_have_text(screen.text.number(len(rows)))


@pytest.mark.long
def test_a_choice_before_the_answer_to_the_former_one_keeps_both(screen: Screen) -> None:
    # Until the answer to the click on the map arrives, the link of the region has the old state.
    line = PausableSocket(screen.page)
    screen.open("map")
    line.hold()
    screen.click_unit("KG-N")
    line.wait_for_answer()
    screen.page.locator('.languages a[lang="en"]').click()
    line.release()
    screen.lang = "en"
    screen.expect_page("map")
    screen.expect_chips(screen.region_name("KG-N"))
    screen.expect_query(oblast="KG-N", lang="en")
