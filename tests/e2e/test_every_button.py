"""Every control of every page is clicked, and header, banner and tiles keep their styles.

Controls have codes, not texts: the key of the container, the kind of the control, and its position
there. Controls of an open popup or dialog are clicked before those of the page below it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import cycle
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from campaign.site.page_list import PAGES
from tests.e2e.conftest import TIMEOUT_MS, NewScreen
from tests.e2e.console import console_errors
from tests.e2e.screen import Screen
from tests.e2e.uploads import ROWS, cp1251, upload

LANGUAGE = dict(zip(PAGES, cycle(("ru", "ky", "en"))))
DIALOG = '[data-testid="stDialog"]'
MAX_CLICKS = 150
ATTEMPTS = 50  # checks, after which a change is a lasting one
# The header is that of the overview on every page. Of similar choices (regions, types) only the
# first two and the last are clicked, of slides and active filters only one.
CONTROLS = """(all_files) => {
  const root = document.querySelector('[data-testid="stDialog"]')
    ?? document.getElementById('first') ?? document.querySelector('[data-testid="stMain"]');
  const pressed = `button, summary, [role="combobox"], input[type="range"],
    label:has(input[type="checkbox"], input[type="radio"]), .st-key-see a, .notes-link,
    .dropdown a, .choice a, .chips a, .pills a, .figure > svg a[tabindex="0"]`;
  const keyOf = (box) => {
    for (let at = box; at; at = at.parentElement) {
      const name = at.dataset.card ?? at.dataset.list ?? at.id;
      if (name && !/^(first|root|main)$|^react-aria/.test(name)) return name;
      const key = [...at.classList].find((name) => name.startsWith('st-key-'));
      if (key) return key.slice(7);
    }
    return '';
  };
  for (const box of document.querySelectorAll('[data-walk]')) delete box.dataset.walk;
  const counts = {};
  const found = [];
  for (const box of root.querySelectorAll(pressed)) {
    const group = box.closest('[role="toolbar"], thead');
    const list = box.localName === 'a' ? box.closest('.dropdown, .choice, .chips, .pills') : null;
    if (box.closest('.head') && !all_files) continue;
    const row = [...(group?.querySelectorAll('button') ?? list?.querySelectorAll('a') ?? [])];
    if (row.indexOf(box) > 1 && box !== row.at(-1)) continue;
    // Streamlit's own controls: the cross of a dialog, the arrow of a field, a tooltip.
    if (box.matches('[data-close], [role="group"]:has(> input) button')) continue;
    if (box.closest('[data-testid="stToast"]')) continue;
    if (box.parentElement.matches('[data-testid="stDialog"] *') && !keyOf(box)) continue;
    // The thumb of a slider is an invisible input.
    const seen = box.matches('[data-testid="stSlider"] input')
      || (box.checkVisibility({ visibilityProperty: true }) && box.offsetHeight > 1);
    if (!seen || box.disabled || box.getAttribute('aria-disabled') === 'true') continue;
    const kind = box.getAttribute('role') ?? box.dataset.do ?? box.dataset.act
      ?? ((box.localName === 'summary' && box.parentElement.classList[0]) || box.type
        || box.localName);
    // A widget whose value was changed elsewhere has a number after its key.
    let key = keyOf(box).replace(/-(ky|ru|en)(-\\d+)*(?=-|$)/g, '').replace(/^lang-\\d+$/, 'lang')
      .replace(/KG-[A-Z]+|\\d+/g, '#')
      .replace(/^chip-type-.*/, 'chip-type');
    if (list) {
      key = ['chips', 'choice', 'dropdown', 'pills'].find((name) => list.classList.contains(name));
      const alikes = [...document.querySelectorAll(`.${key}`)];
      key += `-${list.dataset.list ?? alikes.indexOf(list)}`;
    }
    if (all_files && (key === 'export-make' || key === 'export-take')) {
      const kinds = [...root.querySelectorAll('input[type="radio"]')];
      key += `-${kinds.findIndex((input) => input.checked)}`;
    }
    const alike = `${key}|${kind}`;
    const place = /^(chip|slide|page|file)/.test(key) ? 0 : (counts[alike] ??= 0);
    counts[alike] = (counts[alike] ?? 0) + 1;
    box.dataset.walk = `${alike}|${place}`;
    found.push(box.dataset.walk);
  }
  // Controls that change all others come late; those that remove a file and its card come last.
  // Entries of an open list come before the control that closes it.
  const rank = (name) => /^remove/.test(name) ? 2 : /^dropdown/.test(name) ? -1
    : Number(/\\|radio|export-kind|^choice/.test(name));
  return found.sort((one, other) => rank(one) - rank(other));
}"""
# {part of the page: {look: {property: value}, its height, its words}}.
STYLES = """() => {
  const watched = {
    header: '.head', brand: '.brand-name', page: '.head .menu a[aria-current]',
    link: '.head .menu a:not([aria-current])', filters: '.head .filters',
    banner: '.provenance p', title: 'h1', tiles: '.tiles', tile: '.tile',
    'label of a tile': '.tile dt', 'number of a tile': '.tile-value',
    'note of a tile': '.tile-note', answers: '.answers', answer: '.answer-tile', foot: '.foot',
  };
  const names = ['display', 'fontFamily', 'fontSize', 'fontWeight', 'lineHeight', 'color',
    'backgroundColor', 'paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft', 'marginTop',
    'marginBottom', 'borderTopWidth', 'borderLeftWidth', 'borderLeftColor', 'borderRadius'];
  // The page of other years has neither tiles nor banner, an empty selection has no tiles.
  const bare = document.querySelector('.years, .empty') !== null;
  const found = Object.fromEntries(Object.entries(watched).flatMap(([what, where]) => {
    const box = document.querySelector(where);
    if (!box?.checkVisibility()) return [];
    const style = getComputedStyle(box);
    const look = Object.fromEntries(names.map((name) => [name, style[name]]));
    return [[what, { look, height: box.getBoundingClientRect().height, words: box.innerText }]];
  }));
  return [found, bare];
}"""
FRAMES = """() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))"""
OPTIONAL_PARTS = {
    "banner",
    "tiles",
    "tile",
    "label of a tile",
    "number of a tile",
    "note of a tile",
    "answers",
    "answer",
}
GROWING_PARTS = {"filters"}  # contains the chips of the active filters
SAME_POPUPS_AS_OVERVIEW = (
    *("map", "timeline", "activities"),
    *("region", "coverage", "plan", "compare"),
)
# The minimum number of clicks; on any other page 15.
MIN_CLICKS = {
    **dict.fromkeys(("region", "coverage", "plan", "compare"), 8),
    "overview": 50,
    "map": 28,
    "timeline": 20,
    "activities": 20,
    "data": 20,
    "present": 10,
}
Styles = Mapping[str, Any]


class Runs:
    """The runs of a page's script, observed on its websocket."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open = False
        page.on("websocket", self._listen)

    def wait_for_end(self) -> None:
        """Wait until the last requested run has ended."""
        end = time.monotonic() + TIMEOUT_MS / 1_000
        while self._open:
            if time.monotonic() > end:
                raise TimeoutError("the run did not end")
            self._page.wait_for_timeout(20)  # ms, in which Playwright handles messages

    def _listen(self, line: WebSocket) -> None:
        line.on("framesent", self._handle_sent)
        line.on("framereceived", self._handle_received)

    def _handle_sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self._open = True

    def _handle_received(self, frame: str | bytes) -> None:
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        early = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
        if message.HasField("script_finished") and message.script_finished != early:
            self._open = False


@pytest.mark.long
@pytest.mark.parametrize("stem", [stem for stem in PAGES if stem != "about"])
def test_no_click_changes_the_styles(new_screen: NewScreen, stem: str) -> None:
    # A new context, because the clicks leave files, slides and choices behind.
    screen = new_screen(LANGUAGE[stem], color_scheme="light", locale="en-GB")
    errors = console_errors(screen.page)
    screen.page.on("filechooser", lambda chooser: None)
    runs = Runs(screen.page)
    screen.open(stem, **({"oblast": "KG-N"} if stem == "region" else {}))
    if stem == "data":
        upload(screen, ("office.csv", cp1251(*ROWS)))
    (first, _), lasting_changes, pressed = screen.evaluate(STYLES), [], []
    assert {"header", "title", "foot"} <= set(first)
    while name := _next_control(screen, pressed, stem):
        pressed.append(name)
        assert len(pressed) < MAX_CLICKS, pressed
        try:
            _click(screen, name, stem, runs)
        except TimeoutError as late:
            raise AssertionError(f"{name}: the page did not become idle") from late
        lasting_changes += [f"{name}: {change}" for change in _lasting_changes(first, screen)]
        lasting_changes += [f"{name}: {line}" for line in errors]
        errors.clear()
        if lasting_changes:
            break  # later clicks would only repeat it
    assert not lasting_changes, lasting_changes
    assert len(pressed) >= MIN_CLICKS.get(stem, 15), " ".join(pressed)
    screen.lang = screen.evaluate("() => document.documentElement.lang")
    later = (*PAGES, *PAGES)[list(PAGES).index(stem) + 1 :]
    alike = PAGES[stem].has_widgets
    beside = next(o for o in later if PAGES[o].has_widgets == alike)
    screen.open(beside)
    assert not _lasting_changes(first, screen, bare=True), beside


def _next_control(screen: Screen, pressed: list[str], stem: str) -> str:
    """The next control to click; "" at the end. A popup without new controls is closed.

    Popups and the dialog are the same on every page with filters: one page clicks their controls
    and creates a file of each format, the others open and close them.
    """
    while True:
        over = screen.page.locator(DIALOG)
        is_open = over.count() > 0
        is_walked = not (is_open and stem in SAME_POPUPS_AS_OVERVIEW)
        if is_walked and (remaining := _remaining(screen, pressed, stem)):
            return remaining[0]
        if not is_open:
            return ""
        over.locator("[data-close]").click()
        expect(over).to_have_count(
            0
        )  # not only hidden: the controls of a fading dialog still exist
        screen.wait_until_idle()


def _remaining(screen: Screen, pressed: list[str], stem: str) -> list[str]:
    """The controls that are not yet clicked; on a busy machine parts of a page may come late."""
    for _ in range(ATTEMPTS):
        controls = screen.evaluate(CONTROLS, stem == "overview")
        remaining = [name for name in controls if name not in pressed]
        if remaining or len(pressed) >= MIN_CLICKS.get(stem, 15):
            break
        screen.page.wait_for_timeout(100)  # ms
    return remaining


def _control(screen: Screen, name: str, stem: str) -> Locator:
    """The control with this name, set again if a late run has replaced its attributes."""
    control = screen.page.locator(f'[data-walk="{name}"]').first
    for _ in range(ATTEMPTS):
        if control.count():
            break
        screen.evaluate(CONTROLS, stem == "overview")
        screen.page.wait_for_timeout(100)  # ms
    assert control.count(), f"{name} is gone"
    return control


def _click(screen: Screen, name: str, stem: str, runs: Runs) -> None:
    control = _control(screen, name, stem)
    key, kind, _ = name.split("|")
    if kind == "combobox":
        screen.open_choices(control).last.click()
    elif kind == "range":
        control.focus()
        control.press("ArrowRight")
    elif key.startswith("presentation-start") and kind == "a":
        with screen.page.expect_popup() as opened:
            control.click()
        opened.value.close()
    elif key in ("presentation-start", "slide-#-show", "slide--#-show"):
        control.click()
        expect(screen.page.locator(".presentation")).to_be_visible()
        screen.page.go_back(wait_until="commit")
    elif key == "see":
        control.click()
        screen.expect_page("map")
        screen.page.go_back(wait_until="commit")
    else:
        control.click()
        if kind == "export":
            screen.page.locator("[data-close]:visible").wait_for()
        if kind == "play":
            control.click()
    # The effect of the click begins within two frames.
    screen.evaluate(FRAMES)
    runs.wait_for_end()
    screen.wait_until_idle()
    screen.page.mouse.move(0, 0)


def _lasting_changes(first: Styles, screen: Screen, bare: bool = False) -> list[str]:
    """The lasting differences of header, banner and tiles from the first styles.

    On a `bare` page banner and tiles may be missing.
    """
    differences = _changes(first, screen, bare)
    for _ in range(ATTEMPTS):
        if not differences:
            break
        screen.page.wait_for_timeout(100)  # ms
        differences = _changes(first, screen, bare)
    return differences


def _changes(first: Styles, screen: Screen, bare: bool) -> list[str]:
    now, empty = screen.evaluate(STYLES)
    bare = bare or empty
    missing = [what for what in first if what not in now and not (bare and what in OPTIONAL_PARTS)]
    differences = [f"no {what}" for what in missing]
    for what in first:
        if what not in now:
            continue
        before, after = first[what], now[what]
        differences += [
            f"{what}: {name} was {value}, is {after['look'][name]}"
            for name, value in before["look"].items()
            if after["look"][name] != value
        ]
        slack = 1 if before["words"] == after["words"] else max(60, before["height"] / 2)
        if what not in GROWING_PARTS and abs(before["height"] - after["height"]) > slack:
            differences.append(f"{what}: {before['height']:.0f} px high, is {after['height']:.0f}")
    return differences
