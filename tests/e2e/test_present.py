"""The presentation in the app: keys, the speaker's window, the way back, the list of slides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from campaign.i18n.translator import LANGUAGES, Text
from tests.e2e.axe import violations
from tests.e2e.conftest import NewContext, NewPage, NewScreen
from tests.e2e.console import console_errors
from tests.e2e.held_requests import APP_SCRIPT, hold_requests
from tests.e2e.projector import Projector
from tests.e2e.screen import Screen

FULL_HD: ViewportSize = {"width": 1920, "height": 1080}
SIZES = ((1280, 720), (1280, 800), (1024, 768), (1920, 1080), (3840, 2160))

_PLACES = """(selector) => [
  ...document.querySelector(`${selector} .presentation-slide--on`).querySelectorAll('p, svg text'),
].map((words) => {
  const { x, y, width, height } = words.getBoundingClientRect();
  return { words: words.textContent, x, y, width, height };
})"""


@pytest.fixture
def projector(new_returning_page: NewPage) -> Iterator[Projector]:
    page = new_returning_page()
    page.set_viewport_size(FULL_HD)
    yield Projector(page)
    page.context.set_offline(False)


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("lang=ru", FULL_HD),
        ("lang=ky&slide=3", {"width": 1280, "height": 720}),
        pytest.param("lang=ky", {"width": 360, "height": 800}, marks=pytest.mark.long),
        pytest.param("lang=en", {"width": 1024, "height": 768}, marks=pytest.mark.long),
        pytest.param("lang=ru&second=ky&slide=5", FULL_HD, marks=pytest.mark.long),
    ],
)
def test_the_first_slide_has_its_final_position(
    new_context: NewContext, query: str, size: ViewportSize
) -> None:
    page = new_context(viewport=size)[0].new_page()
    errors = console_errors(page)
    release = hold_requests(page, APP_SCRIPT)
    page.goto(f"/present?{query}", wait_until="commit")
    page.locator("#first .presentation-slide").wait_for()
    page.evaluate("() => document.fonts.ready.then(() => null)")
    first = page.evaluate(_PLACES, "#first .presentation")
    release()
    Projector(page).ready()
    live = page.evaluate(_PLACES, "body > .presentation")
    assert [place.pop("words") for place in first] == [place.pop("words") for place in live]
    for before, after in zip(first, live, strict=True):
        assert all(abs(before[side] - after[side]) < 2 for side in before)
    assert len(first) > 5 and errors == []


def test_keys_pressed_before_the_presentation_is_loaded_take_effect(
    new_context: NewContext,
) -> None:
    page = new_context()[0].new_page()
    release = hold_requests(page, APP_SCRIPT)
    page.goto("/present?lang=ky", wait_until="commit")
    page.locator("#first .presentation-slide").wait_for()
    projector = Projector(page).press("PageDown", "3")
    release()
    projector.ready().expect(2, "en")


def test_keys_work_without_the_network(projector: Projector) -> None:
    projector.open("/present?lang=ky")
    projector.press("PageDown", "PageDown", "PageDown")  # loads the boundaries
    projector.expect(4, "ky")
    projector.page.context.set_offline(True)
    projector.press("Home")
    projector.check_all("ky")
    assert projector.page.url.endswith("/present?lang=ky&slide=3")


@pytest.mark.long
def test_the_server_gets_no_message(projector: Projector) -> None:
    payloads: list[str | bytes] = []
    projector.page.on(
        "websocket", lambda socket: socket.on("framesent", lambda payload: payloads.append(payload))
    )
    projector.open("/present?lang=ru&slide=2")
    projector.wait_until_idle()
    before = len(payloads)
    projector.press("PageDown", "p", "p", "3", "PageDown", "b", "b", "t", "t", "Home")
    projector.expect(1, "en")
    assert len(payloads) == before


@pytest.mark.long
def test_deep_links_and_the_address_of_the_slide(projector: Projector) -> None:
    projector.open("/present?slide=4&lang=ru")
    projector.expect(4, "ru")
    projector.press("PageDown", "3")
    projector.expect(5, "en")
    assert projector.page.url.endswith("/present?slide=5&lang=en")
    projector.page.reload()
    projector.ready().expect(5, "en")
    projector.open("/present?scene=4&lang=ru")  # an older link, from before the name "slide"
    projector.expect(4, "ru")
    assert projector.page.url.endswith("/present?lang=ru&slide=4")
    projector.open("/present?lang=ky&slide=99")
    projector.expect(9, "ky")
    for odd in ("slide=x", "slide=-1"):
        projector.page.goto(f"/present?lang=ky&{odd}")
        expect(projector.page.locator(".notice[role=status]").first).to_contain_text(odd)


@pytest.mark.sample(1)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_readable_from_the_last_row(projector: Projector, lang: str) -> None:
    projector.open(f"/present?lang={lang}")
    text = Text.of(lang)
    errors = []
    for slide in range(1, projector.total + 1):
        projector.expect(slide, lang)
        errors += [f"{slide}: {error}" for error in projector.layout_errors()]
        slide_on_show = projector.page.locator(".presentation-slide--on")
        expect(slide_on_show).to_contain_text(
            text("Illustrative (invented) data; not actual campaign results.")
        )
        announcer = projector.page.locator(".presentation-live")
        expect(announcer).to_contain_text(projector.headline)
        projector.press("PageDown")
    assert not errors, "\n".join(errors)


@pytest.mark.long
def test_every_size_of_projector(projector: Projector) -> None:
    projector.open("/present?lang=ky&slide=3")
    for width, height in SIZES:
        projector.page.set_viewport_size({"width": width, "height": height})
        projector.page.wait_for_function(
            "(width) => Math.abs(document.querySelector('.presentation-stage')"
            ".getBoundingClientRect().width - width) < 2",
            arg=min(width, height * 16 / 9),
        )
        assert all(x <= 0 and y <= 0 for x, y in projector.scrolls()), (width, height)
        assert not projector.layout_errors(min(width / 1920, height / 1080)), (width, height)


@pytest.mark.long
def test_speaker_s_window_follows_and_controls_the_presentation(projector: Projector) -> None:
    projector.open("/present?lang=ru&slide=2")
    with projector.page.context.expect_page() as opened:
        projector.press("n")
    notes = Projector(opened.value).ready()
    _expect_notes(notes.page, 2, "ru")
    projector.press("PageDown")
    _expect_notes(notes.page, 3, "ru")
    expect(
        notes.page.locator(".presentation-notes-next .presentation-slide--on .presentation-count")
    ).to_contain_text("4 / 9")
    notes.press("PageDown")
    projector.expect(4, "ru")
    notes.press("1")
    projector.expect(4, "ky")
    _expect_notes(notes.page, 4, "ky")
    notes.press("b")
    expect(projector.page.locator(".presentation-black")).to_be_visible()
    notes.press("b", "PageUp", "p")
    expect(projector.page.locator(".presentation")).to_have_attribute("data-playing", "true")
    notes.press("p")
    expect(projector.page.locator(".presentation")).to_have_attribute("data-playing", "false")
    # The clock runs: its exact time cannot be expected.
    expect(notes.page.locator(".presentation-notes-time")).not_to_have_text(
        re.compile(r"^0:00:0[0-4]$")
    )
    notes.press("End")
    projector.expect(9, "ky")
    expect(notes.page.locator(".presentation-notes-ending")).to_have_text(
        Text.of("ky")("End of the presentation")
    )


def test_speaker_s_window_has_an_address_and_escape_leads_to_the_overview(
    projector: Projector,
) -> None:
    projector.open("/present?lang=ru&slide=6")
    notes = Projector(projector.page.context.new_page()).open("/present?notes=1&lang=ru")
    _expect_notes(notes.page, 6, "ru")
    notes.page.close()
    projector.press("3")
    projector.expect(6, "en")
    projector.press("Escape")
    screen = Screen(projector.page, "en")
    screen.expect_page("overview")
    screen.expect_query(lang="en")
    assert not projector.page.evaluate("document.getElementById('root').inert")
    projector.page.go_back()
    projector.ready().expect(6, "en")


def test_a_touch_turns_slides(new_context: NewContext) -> None:
    context, _ = new_context(viewport={"width": 1024, "height": 768}, has_touch=True)
    projector = Projector(context.new_page()).open("/present?lang=ky")
    projector.page.touchscreen.tap(900, 400)
    projector.expect(2, "ky")
    projector.page.touchscreen.tap(900, 400)
    projector.expect(3, "ky")
    projector.page.touchscreen.tap(100, 400)
    projector.expect(2, "ky")


@pytest.mark.long
def test_help_and_notes_fit_a_phone(projector: Projector) -> None:
    projector.page.set_viewport_size({"width": 360, "height": 800})
    projector.open("/present?lang=ru&slide=3")
    projector.press("?")
    panel = projector.page.get_by_role("dialog")
    expect(panel).to_be_visible()
    assert panel.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    sizes = "(words) => words.map((box) => parseFloat(getComputedStyle(box).fontSize))"
    assert min(panel.locator("p, kbd, button").evaluate_all(sizes)) >= 15
    notes = Projector(projector.page.context.new_page())
    notes.page.set_viewport_size({"width": 360, "height": 800})
    notes.open("/present?notes=1&lang=ru&slide=3")
    widths = "(boxes) => boxes.map((box) => box.getBoundingClientRect().width)"
    now, speech = notes.page.locator(
        ".presentation-notes-now, .presentation-notes-speech"
    ).evaluate_all(widths)
    assert min(now, speech) > 300


@pytest.mark.long
def test_weekly_steps_where_motion_is_reduced(projector: Projector) -> None:
    projector.page.emulate_media(reduced_motion="reduce")
    projector.open("/present?lang=en&slide=3")
    projector.page.evaluate(RECORD_DAYS)
    for _ in range(2):
        projector.play_until_another_day()
        assert "2017" in projector.day()
    days = [int(words.split()[1]) for words in projector.page.evaluate("window.days")]
    # Steps of a week, not of a day.
    assert len(days) >= 2 and days == [7 * week + 1 for week in range(len(days))]


RECORD_DAYS = """() => {
  window.days = [];
  const label = document.querySelector('.presentation-slide--on .presentation-day');
  new MutationObserver(() => {
    if (label.innerText !== days.at(-1)) days.push(label.innerText);
  }).observe(label, { childList: true, characterData: true, subtree: true });
}"""


@pytest.mark.long
def test_axe_finds_no_issue(projector: Projector) -> None:
    projector.open("/present?lang=ky&slide=3")
    issues = []
    for keys in ((), ("?",), ("Escape", "t"), ("Escape", "Home"), ("PageDown",)):
        projector.press(*keys)
        projector.wait_for_animations()
        issues += violations(projector.page, f"after {keys}")
    notes = Projector(projector.page.context.new_page()).open("/present?notes=1&lang=ru")
    notes.wait_for_animations()
    issues += violations(notes.page, "notes")
    assert not issues, issues


@pytest.mark.long
def test_an_edition_without_register_has_a_message(projector: Projector) -> None:
    projector.total = 1
    projector.open("/present?lang=ru&edition=2018")
    projector.expect(1, "ru")
    expect(projector.page.locator(".presentation-slide--on")).to_contain_text(
        Text.of("ru")("No register of activities was published for this campaign.")
    )


@pytest.mark.long
def test_slides_are_ordered_renamed_saved_and_loaded(new_screen: NewScreen, tmp_path: Path) -> None:
    screen = new_screen("en").open("present")
    page = screen.page
    titles = page.locator('[class*="st-key-slide-"] h2')
    expect(titles).to_have_count(10)
    _row(page, 2).get_by_role("button", name=screen.text("Move up")).click()
    expect(titles.nth(1)).to_contain_text("People reached day by day, per 10,000")
    screen.wait_until_idle()
    _row(page, 0).get_by_role("button", name=screen.text("Remove")).click()
    expect(titles).to_have_count(9)
    # Until the script ends, the row of a slide still has the switch of the former slide.
    screen.wait_until_idle()
    words = _row(page, 0).get_by_text(screen.text("Title and notes"), exact=True)
    expect(words).to_have_count(1)
    words.click()
    field = _row(page, 0).get_by_label(f"{screen.text('Title')} · English")
    field.fill("Our own <title>")
    field.press("Enter")
    expect(titles.nth(0)).to_have_text("1. Our own <title>")
    screen.wait_until_idle()
    with page.expect_download() as saved:
        page.get_by_role("button", name=screen.text("Download the slides (TOML)")).click()
    file = tmp_path / "own.toml"
    saved.value.save_as(file)
    screen.wait_until_idle()
    page.get_by_role("button", name=screen.text("Restore the original slides")).click()
    expect(titles).to_have_count(10)
    chooser = page.locator('.st-key-presentation-files input[type="file"]')
    broken = tmp_path / "broken.toml"
    broken.write_text("[[slide]]\nfigure = 'pie'\n", encoding="utf-8")
    chooser.set_input_files(broken)
    alert = page.locator(".st-key-presentation-files [role=alert]")
    expect(alert).to_contain_text(screen.text("Unknown chart."))
    expect(titles).to_have_count(10)
    screen.wait_until_idle()
    chooser.set_input_files(file)
    expect(titles).to_have_count(9)
    expect(alert).to_have_count(0)
    page.get_by_role("button", name=screen.text("Start the presentation")).click()
    projector = Projector(page, 8).ready()
    projector.expect(1, "en")
    expect(page.locator(".presentation-slide--on .presentation-kicker")).to_have_text(
        "Our own <title>"
    )
    # A speaker's window opened by its address is another session: it gets the displayed slides.
    notes = Projector(page.context.new_page()).open("/present?notes=1&lang=en")
    expect(notes.page.locator(".presentation-notes-count")).to_contain_text("8")
    expect(notes.page.locator(".presentation-notes-now .presentation-kicker").first).to_have_text(
        "Our own <title>"
    )
    page.bring_to_front()
    projector.press("?")
    page.get_by_role("button", name=screen.text("Edit the slides")).click()
    screen.expect_page("present")
    expect(titles).to_have_count(9)


def _row(page: Page, place: int) -> Locator:
    return page.locator(f".st-key-slide-{place}")


def _expect_notes(page: Page, slide: int, lang: str) -> None:
    expect(
        page.locator(".presentation-notes-now .presentation-slide--on .presentation-count")
    ).to_contain_text(f"{slide} / 9")
    expect(page.locator(".presentation-notes-now .presentation-slide--on")).to_have_attribute(
        "lang", lang
    )
    expect(page.locator(".presentation-notes-text")).not_to_be_empty()


IS_FULL = "() => document.fullscreenElement !== null"


def test_full_screen_by_button_and_key_and_after_the_click_that_opens_it(
    new_screen: NewScreen,
) -> None:
    screen = new_screen("ru").open("present")
    page = screen.page
    page.get_by_role("button", name=screen.text("Start the presentation")).click()
    Projector(page).ready()
    page.wait_for_function(IS_FULL)
    expect(page.locator(".presentation-full")).to_be_hidden()
    page.keyboard.press("f")
    button = page.locator(".presentation-full")
    expect(button).to_be_visible()
    expect(button).to_have_text(f"{screen.text('Full screen')} · F")
    button.click()
    page.wait_for_function(IS_FULL)
