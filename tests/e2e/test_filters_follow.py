"""A choice made in one figure is followed by every other figure and page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e import register
from tests.e2e.conftest import NewScreen
from tests.e2e.held_line import HeldLine
from tests.e2e.screen import Screen

pytestmark = pytest.mark.drawn

DAY_ON_AXIS = """(day) => {
  const plot = document.querySelector('.st-key-timeline .js-plotly-plot');
  plot.scrollIntoView({ block: 'center' });
  const { xaxis, yaxis2, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  const panel = yaxis2 ?? yaxis;
  return [box.left + xaxis._offset + xaxis.d2p(day), box.top + panel._offset + panel._length / 2];
}"""


# What is chosen and focused in the map's card, at each frame; without what was there before.
CHOICES_BY_FRAME = """() => {
  window.seen = [];
  const look = () => {
    const links = [...document.querySelectorAll('#root [data-links="choices:map"] a')];
    const state = links.map((link) =>
      `${link.hasAttribute('aria-current')} ${link === document.activeElement}`).join();
    if (state !== window.seen.at(-1)) window.seen.push(state);
    requestAnimationFrame(look);
  };
  look();
}"""


def test_unit_on_the_map(screen: Screen) -> None:
    screen.open("map")
    screen.click_unit("KG-N")
    screen.expect_query(lang="ky", oblast="KG-N")
    screen.expect_chips(screen.place("KG-N"))
    in_naryn = register.rows(oblast="KG-N")
    screen.menu("overview")
    text = screen.text
    expect(screen.number("reach")).to_have_text(text.number(register.reached(in_naryn)))
    expect(screen.number("activities")).to_have_text(text.number(len(in_naryn)))
    screen.menu("timeline")
    screen.expect_chips(screen.place("KG-N"))
    expect(screen.page.locator("h1")).to_contain_text(screen.place("KG-N"))
    screen.menu("activities")
    count_words = text.n("{n} activity", "{n} activities", len(in_naryn))
    reached = text("people reached: {n}", n=float(register.reached(in_naryn)))
    summed = screen.figure("register").locator("p.summary")
    expect(summed).to_contain_text(count_words)
    expect(summed).to_contain_text(reached)


def test_a_choice_in_a_card_keeps_its_mark_and_the_focus(screen: Screen) -> None:
    screen.open("map")
    rate, number = screen.page.locator('#root [data-links="choices:map"] a').all()
    number.click()
    screen.expect_query(lang="ky", indicator="reach")
    rate.click()
    screen.expect_query(lang="ky")
    screen.rest()
    number.focus()
    screen.evaluate(CHOICES_BY_FRAME)
    screen.page.keyboard.press("Enter")
    screen.expect_query(lang="ky", indicator="reach")
    screen.rest()
    assert screen.evaluate("window.seen") == ["true false,false true", "false false,true true"]


def test_links_without_the_means_to_unpack_them(new_screen: NewScreen) -> None:
    screen = new_screen("ky", locale="ky-KG")
    screen.page.add_init_script("delete globalThis.DecompressionStream;")
    screen.start("map")
    screen.rest_untouched()
    for code in ("KG-N", "KG-T"):
        screen.pill(code).click()
        expect(screen.page.locator("#root .chips")).to_contain_text(screen.place(code))
    screen.expect_chips(screen.place("KG-N"), screen.place("KG-T"))
    screen.page.context.close()


@pytest.mark.long
def test_clicks_chips_bars_and_pills_choose_and_take_away(screen: Screen) -> None:
    screen.open("map", oblast="KG-N")
    screen.click_unit("KG-N")
    screen.expect_chips()
    screen.expect_query(lang="ky")
    screen.rest()
    screen.click_unit("KG-GB", figure="map")
    screen.expect_chips(screen.place("KG-GB"))
    screen.take_away(screen.place("KG-GB"))
    screen.expect_chips()
    screen.expect_query(lang="ky")
    screen.rest()
    screen.click_mark("ranking", "oblast=KG-J")
    screen.expect_chips(screen.place("KG-J"))
    screen.expect_query(lang="ky", oblast="KG-J")
    expect(screen.pill("KG-J")).to_have_attribute("aria-current", "true")
    screen.take_away(screen.place("KG-J"))
    screen.expect_chips()
    screen.rest()
    # Regions that are chosen against their order keep the focus.
    for code in ("KG-T", "KG-N", "KG-B"):
        screen.pill(code).click()
        expect(screen.pill(code)).to_have_attribute("aria-current", "true")
        screen.rest()
    expect(screen.pill("KG-B")).to_be_focused()


@pytest.mark.long
def test_cell_of_the_heatmap_sets_both(screen: Screen) -> None:
    screen.open("activities")
    screen.click_mark("heatmap", "oblast=KG-N&type=lecture")
    screen.expect_query(lang="ky", oblast="KG-N", type="lecture")
    screen.expect_chips(screen.place("KG-N"), screen.kind("lecture"))
    rows = register.rows(oblast="KG-N", type="lecture")
    screen.menu("overview")
    expect(screen.number("reach")).to_have_text(screen.text.number(register.reached(rows)))


@pytest.mark.long
def test_language_in_the_middle_loses_nothing(screen: Screen) -> None:
    screen.open("map", indicator="reach", classes="4")
    screen.click_unit("KG-N")
    screen.expect_chips(screen.place("KG-N"))
    screen.choose_language("en")
    screen.expect_chips(screen.place("KG-N"))
    screen.pill("KG-T").click()
    screen.expect_chips(screen.place("KG-N"), screen.place("KG-T"))
    screen.choose_language("ky")
    screen.expect_chips(screen.place("KG-N"), screen.place("KG-T"))
    screen.expect_query(oblast="KG-N,KG-T", indicator="reach", classes="4")


def test_brush_on_the_timeline(screen: Screen) -> None:
    screen.open("timeline")
    page = screen.page
    x, y = screen.evaluate(DAY_ON_AXIS, "2017-08-15")
    end, _ = screen.evaluate(DAY_ON_AXIS, "2017-09-10")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + end) / 2, y, steps=4)
    page.mouse.move(end, y, steps=4)
    page.mouse.up()
    screen.expect_query(lang="ky", from_="2017-08-15", to="2017-09-10")
    rows = [row for row in register.rows() if "2017-08-15" <= row["date"] <= "2017-09-10"]
    screen.rest()
    screen.menu("overview")
    expect(screen.number("reach")).to_have_text(screen.text.number(register.reached(rows)))
    expect(screen.number("activities")).to_have_text(screen.text.number(len(rows)))


@pytest.mark.long
def test_a_choice_before_the_former_one_has_come_back_keeps_both(screen: Screen) -> None:
    # Until the button of the region has heard of the click on the map, it still says otherwise.
    line = HeldLine(screen.page)
    screen.open("map")
    line.hold()
    screen.click_unit("KG-N")
    line.wait_for_answer()
    screen.page.locator('.languages a[lang="en"]').click()
    line.release()
    screen.lang = "en"
    screen.expect_page("map")
    screen.expect_chips(screen.place("KG-N"))
    screen.expect_query(oblast="KG-N", lang="en")
