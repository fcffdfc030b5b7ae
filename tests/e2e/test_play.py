"""The map plays the campaign day by day in the browser, without the server."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.campaigns import REGIONS
from tests.e2e import register
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen

FIRST = date(2017, 7, 31)
CODES = REGIONS
POPULATION = 5_885_500
POPULATION_OF_NARYN = 264_900
"""Population in 2015 of all nine units and of Naryn, as in geo/population.csv."""
FILLS = """() => [...document.querySelectorAll('.card.map .figure > svg [data-unit] path')]
  .filter((unit) => unit.checkVisibility()).map((unit) => getComputedStyle(unit).fill).join()"""
PAUSE = """(fills) => {
  const [slider, button] = ['input', 'button'].map((name) =>
    document.querySelector(`.card.map .play-bar > ${name}`));
  if (Number(slider.value) < 15 || Number(slider.value) > 111) return null;
  const shown = eval(fills)();
  button.click();
  return shown;
}"""
"""Pauses once the map has played for some days, and returns the colours of that day."""
STEPS = 300


def _bar(screen: Screen) -> tuple[Locator, Locator]:
    """The slider of the map, and the label of the day beside it."""
    bar = screen.figure("map").locator(".play-bar")
    return bar.locator("input"), bar.locator("span")


def _values(card: Locator) -> Locator:
    return card.locator(".figure > svg text").locator("visible=true")


def test_play_and_pause_send_no_message_to_the_server(screen: Screen) -> None:
    frames = _record_frames(screen.page)
    screen.open("map")
    slider, label = _bar(screen)
    at_rest = screen.page.evaluate(FILLS)
    expect(label).to_have_text(_day(screen, 113))
    before = len(frames)
    screen.figure("map").get_by_role("button", name=screen.text("Play"), exact=True).click()
    expect(label).not_to_have_text(_day(screen, 113))
    # Checked and paused in one step: between two steps the whole campaign could have played.
    playing = None
    for _ in range(STEPS):
        playing = playing or screen.page.evaluate(PAUSE.replace("eval(fills)", f"({FILLS})"))
        if playing:
            break
        screen.page.wait_for_timeout(20)
    assert playing and playing != at_rest
    day = slider.input_value()
    assert 0 < int(day) < 112
    screen.page.wait_for_timeout(400)  # four days, if it still played
    assert slider.input_value() == day
    expect(label).to_have_text(_day(screen, int(day) + 1))
    expect(slider).to_have_attribute("aria-valuetext", _day(screen, int(day) + 1))
    assert len(frames) == before, f"{len(frames) - before} messages went to the server"


@pytest.mark.long
def test_the_slider_works_by_keys(screen: Screen) -> None:
    frames = _record_frames(screen.page)
    screen.open("map")
    slider, label = _bar(screen)
    before = len(frames)
    slider.focus()
    for key, number in (("ArrowLeft", 112), ("Home", 1), ("ArrowRight", 2), ("End", 113)):
        screen.page.keyboard.press(key)
        expect(label).to_have_text(_day(screen, number))
    assert len(frames) == before


@pytest.mark.long
def test_the_first_day_shows_only_its_values(screen: Screen) -> None:
    screen.open("map", indicator="reach")
    card = screen.figure("map")
    _bar(screen)[0].fill("0")
    # Bishkek and Chui began on the first day; Naryn had no activity yet.
    expect(_values(card).filter(has_text="—").first).to_be_visible()
    expect(_values(card).get_by_text(screen.text.number(229), exact=True).first).to_be_visible()


@pytest.mark.long
def test_a_day_stays_displayed_after_another_choice(screen: Screen) -> None:
    """Page and days arrive separately; the displayed day needs the values of both."""
    screen.open("map", indicator="reach", to="2017-09-30")
    card, (slider, _) = screen.figure("map"), _bar(screen)
    slider.fill("0")
    number = screen.text.number(229)
    expect(_values(card).filter(has_text=number).first).to_be_visible()
    for choice in ("activities", "reach"):
        screen.choose_indicator(choice)
        expect(slider).to_have_value("0")
        expect(_values(card).filter(has_text="—").first).to_be_visible()
        value = expect(_values(card).get_by_text(number, exact=True))
        value.to_have_count(0) if choice == "activities" else value.not_to_have_count(0)


@pytest.mark.parametrize(
    "lang", ["ky", *(pytest.param(lang, marks=pytest.mark.long) for lang in ("ru", "en"))]
)
def test_all_texts_describe_the_displayed_day(new_screen: NewScreen, lang: str) -> None:
    """Headline, sentence, legend, tooltip and ranking; after the last day they are as before."""
    screen = new_screen(lang).open("map")
    card, ranking = screen.figure("map"), screen.figure("ranking")
    slider, label = _bar(screen)
    parts = [
        (figure.locator(name), figure.locator(name).inner_text())
        for figure in (card, ranking)
        for name in ("h2", ".drawn", ".summary")
    ]
    day = FIRST + timedelta(days=33)
    sums = dict.fromkeys(CODES, 0)
    for row in register.rows():
        if row["date"] <= day.isoformat() and row["reached"]:
            sums[row["oblast"]] += int(row["reached"])
    slider.fill("33")
    rate = screen.text.number(sum(sums.values()) / POPULATION * 10_000, 1)
    words = _day(screen, 34)
    expect(label).to_have_text(words)
    expect(_shown(ranking, ".drawn")).to_contain_text(words)
    for figure in (card, ranking):
        # In place of the finding of the whole period.
        expect(_shown(figure, "h2")).to_contain_text(screen.text("Kyrgyzstan: {value}", value=rate))
    legend = card.locator("[data-strip]").locator("visible=true").first
    expect(legend).to_contain_text(rate)
    naryn = card.locator("[id^=map-][id$=-KG-N]").locator("visible=true").first
    naryn.hover()
    tooltip = screen.page.locator("#tooltip")
    expect(tooltip).to_contain_text(screen.text.number(sums["KG-N"]))
    expect(ranking.locator("[data-reference]").locator("visible=true").first).to_contain_text(rate)
    screen.pill("KG-N").click()
    screen.expect_chips(screen.region_name("KG-N"))
    naryn_rate = screen.text.number(sums["KG-N"] / POPULATION_OF_NARYN * 10_000, 1)
    for figure in (card, ranking):
        expect(_shown(figure, ".summary")).to_contain_text(
            f"{screen.region_name('KG-N')}: {naryn_rate}"
        )
    screen.pill("KG-N").click()
    screen.expect_chips()
    slider.fill("112")
    for part, at_rest in parts:
        expect(part).to_have_text(at_rest)


def _shown(card: Locator, name: str) -> Locator:
    """The words of a part that are shown; invisible ones keep its height."""
    return card.locator(f"{name} > span:not([aria-hidden])")


def _record_frames(page: Page) -> list[str | bytes]:
    """Return a list that collects all messages of the page to the server from now on."""
    frames: list[str | bytes] = []

    def watch(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: frames.append(payload))

    page.on("websocket", watch)
    return frames


def _day(screen: Screen, number: int) -> str:
    """The label of a day: its number and its date."""
    day = FIRST + timedelta(days=number - 1)
    day_words = screen.text("Day {n}").replace("{n}", str(number))
    date_words = screen.text.day_template(day, day)[f"{day:%Y-%m}"].replace("{d}", str(day.day))
    return f"{day_words}\u00a0· {date_words}"
