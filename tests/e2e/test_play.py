"""The map plays the campaign day by day in the browser, without the server."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.campaigns import REGIONS
from tests.e2e import register
from tests.e2e.conftest import NewScreen
from tests.e2e.screen import Screen

FIRST = date(2017, 7, 31)
CODES = REGIONS
POPULATION = 5_885_500
POPULATION_OF_NARYN = 264_900
"""Population in 2015 of all nine units and of Naryn, as in geo/population.csv."""
LEGEND = """() => document.querySelector('.st-key-map .js-plotly-plot')._fullLayout.annotations
  .filter((note) => note.name === 'limit').map((note) => note.text)"""
"""The limits of the classes."""
FILLS = """() => [...document.querySelectorAll('.st-key-map .choroplethlocation')]
  .map((unit) => getComputedStyle(unit).fill).join()"""

PLAYING = """(Number(document.querySelector('.st-key-map .cf-slider').value) >= 15
  && [...document.querySelectorAll('.st-key-map button')]
    .find((button) => (button.ariaLabel ?? button.textContent).trim() === pause))"""
"""The button that pauses, once the map has played for some days."""


def test_play_and_pause_send_no_message_to_the_server(screen: Screen) -> None:
    frames = _record_frames(screen.page)
    screen.open("map")
    card = screen.figure("map")
    label, legend = card.locator(".cf-day"), screen.evaluate(LEGEND)
    at_rest = screen.evaluate(FILLS)
    assert len(legend) >= 5
    expect(label).to_have_text(_day(screen, 113))
    before = len(frames)
    card.get_by_role("button", name=screen.text("Play"), exact=True).click()
    expect(label).not_to_have_text(_day(screen, 113))
    slider = card.locator(".cf-slider")
    # Checked and paused in one step: between two steps the whole campaign could have played.
    look = f"(pause) => ((on) => on && [({LEGEND})(), ({FILLS})(), on.click()])({PLAYING})"
    playing = screen.page.wait_for_function(look, arg=screen.text("Pause")).json_value()
    assert playing[0] == legend, "the classes changed while playing"
    assert playing[1] != at_rest
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
    label = screen.figure("map").locator(".cf-day")
    before = len(frames)
    screen.figure("map").locator(".cf-slider").focus()
    for key, number in (("ArrowLeft", 112), ("Home", 1), ("ArrowRight", 2), ("End", 113)):
        screen.page.keyboard.press(key)
        expect(label).to_have_text(_day(screen, number))
    assert len(frames) == before


@pytest.mark.long
def test_the_first_day_shows_only_its_values(screen: Screen) -> None:
    screen.open("map", indicator="reach")
    card = screen.figure("map")
    card.locator(".cf-slider").fill("0")
    # Bishkek and Chui began on the first day; Naryn had no activity yet.
    values = card.locator(".main-svg text")
    expect(values.filter(has_text="—").first).to_be_visible()
    expect(values.get_by_text(screen.text.number(229), exact=True).first).to_be_visible()


@pytest.mark.long
def test_a_day_stays_displayed_after_another_choice(screen: Screen) -> None:
    """Figure and data of the days arrive separately; the displayed day needs the values of both."""
    screen.open("map", indicator="reach", to="2017-09-30")
    card = screen.figure("map")
    slider = card.locator(".cf-slider")
    slider.fill("0")
    values = card.locator(".main-svg text")
    expect(values.get_by_text(screen.text.number(229), exact=True).first).to_be_visible()
    for choice in ("activities", "reach"):
        screen.choose_indicator(choice)
        expect(slider).to_have_value("0")
        expect(values.filter(has_text="—").first).to_be_visible()
        value = expect(values.get_by_text(screen.text.number(229), exact=True))
        value.to_have_count(0) if choice == "activities" else value.not_to_have_count(0)


@pytest.mark.parametrize(
    "lang", ["ky", *(pytest.param(lang, marks=pytest.mark.long) for lang in ("ru", "en"))]
)
def test_all_texts_describe_the_displayed_day(new_screen: NewScreen, lang: str) -> None:
    """Headline, sentence, legend, tooltip and ranking; after the last day they are as before."""
    screen = new_screen(lang).open("map")
    card, ranking = screen.figure("map"), screen.figure("ranking")
    at_rest = [
        (figure.locator("h2").inner_text(), figure.locator(".drawn").inner_text())
        for figure in (card, ranking)
    ]
    resting = card.locator(".summary").first.inner_text()
    day = FIRST + timedelta(days=33)
    sums = dict.fromkeys(CODES, 0)
    for row in register.rows():
        if row["date"] <= day.isoformat() and row["reached"]:
            sums[row["oblast"]] += int(row["reached"])
    card.locator(".cf-slider").fill("33")
    rate = screen.text.number(sum(sums.values()) / POPULATION * 10_000, 1)
    words = _day(screen, 34)
    for map_card, (finding, title) in zip((card, ranking), at_rest, strict=True):
        expect(map_card.locator(".drawn")).to_have_text(f"{title} · {words}")
        sentence = map_card.locator(".summary:visible")
        expect(sentence).to_have_count(1)
        expect(sentence).to_contain_text(words)
        # In place of the finding of the whole period.
        headline = map_card.locator("h2 :visible")
        expect(headline).to_contain_text(screen.text("Kyrgyzstan: {value}", value=rate))
        expect(headline).not_to_contain_text(finding)
        expect(map_card.locator(".cf-root")).to_have_attribute(
            "aria-label", re.compile(re.escape(words))
        )
    legend = card.locator(".infolayer").first
    expect(legend).to_contain_text(screen.text("Day {n}").replace("{n}", "34"))
    expect(legend).to_contain_text(rate)
    naryn = card.locator(".cf-list li", has_text=screen.region_name("KG-N"))
    expect(naryn).to_contain_text(screen.text.number(sums["KG-N"]))
    expect(naryn).to_contain_text(words)
    expect(ranking.locator(".annotation")).to_contain_text(rate)
    screen.pill("KG-N").click()
    screen.expect_chips(screen.region_name("KG-N"))
    naryn_rate = screen.text.number(sums["KG-N"] / POPULATION_OF_NARYN * 10_000, 1)
    for map_card in (card, ranking):
        expect(map_card.locator(".summary:visible")).to_contain_text(
            f"{screen.region_name('KG-N')}: {naryn_rate}. "
        )
    screen.pill("KG-N").click()
    screen.expect_chips()
    card.locator(".cf-slider").fill("112")
    for map_card, (finding, title) in zip((card, ranking), at_rest, strict=True):
        expect(map_card.locator("h2 :visible")).to_have_text(finding)
        expect(map_card.locator(".drawn")).to_have_text(title)
    expect(card.locator(".summary:visible")).to_have_text(resting)


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
