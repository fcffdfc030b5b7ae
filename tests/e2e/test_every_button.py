"""Every button of every page is pressed, and header, banner and tiles look as they did before.

A page is walked by codes, not by words: what is pressed is named by the key of its container, its
kind and its place there. A popup or a dialog that opens is walked through before the page beneath.
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
from tests.e2e.conftest import WAIT, NewScreen
from tests.e2e.console import console_errors
from tests.e2e.screen import Screen
from tests.e2e.uploads import ROWS, cp1251, upload

pytestmark = pytest.mark.drawn

LANGUAGE = dict(zip(PAGES, cycle(("ru", "ky", "en"))))
OVER = '[data-testid="stDialog"]'
MOST_PRESSES = 150
PATIENCE = 50  # looks, before a change counts as one that stays
# Of choices that are alike (regions, types) the first two and the last stand for all of them, of
# the slides and filters that are in force one stands for all.
CONTROLS = """(all_files) => {
  const root = document.querySelector('[data-testid="stDialog"]')
    ?? document.querySelector('[data-testid="stMain"]');
  const pressed = `button, summary, [role="combobox"], .cf-slider, input[type="range"],
    label:has(input[type="checkbox"], input[type="radio"]), .st-key-see a, .notes-link,
    .dropdown a, .choice a, .chips a`;
  const keyOf = (box) => {
    for (let at = box; at; at = at.parentElement) {
      const key = [...at.classList].find((name) => name.startsWith('st-key-'));
      if (key) return key.slice(7);
    }
    return '';
  };
  for (const box of document.querySelectorAll('[data-walk]')) delete box.dataset.walk;
  const counts = {};
  const found = [];
  for (const box of root.querySelectorAll(pressed)) {
    const group = box.closest('[role="toolbar"]');
    const list = box.localName === 'a' ? box.closest('.dropdown, .choice, .chips') : null;
    if (list?.closest('.head') && list.matches('.dropdown') && !all_files) continue;
    const row = [...(group?.querySelectorAll('button') ?? list?.querySelectorAll('a') ?? [])];
    if (row.indexOf(box) > 1 && box !== row.at(-1)) continue;
    // Streamlit's own: the cross of a dialog, the arrow of a field, a tip.
    if (box.matches('[data-close], [role="group"]:has(> input) button')) continue;
    if (box.closest('[data-testid="stToast"]')) continue;
    if (box.parentElement.matches('[data-testid="stDialog"] *') && !keyOf(box)) continue;
    // The thumb of a slider is an input that nobody sees.
    const seen = box.matches('[data-testid="stSlider"] input')
      || (box.checkVisibility({ visibilityProperty: true }) && box.offsetHeight > 1);
    if (!seen || box.disabled || box.getAttribute('aria-disabled') === 'true') continue;
    const kind = box.getAttribute('role') ?? box.dataset.do ?? (box.type || box.localName);
    // A widget whose value was changed elsewhere has a number after its key.
    let key = keyOf(box).replace(/-(ky|ru|en)(-\\d+)*(?=-|$)/g, '').replace(/^lang-\\d+$/, 'lang')
      .replace(/KG-[A-Z]+|\\d+/g, '#')
      .replace(/^chip-type-.*/, 'chip-type');
    if (list) {
      key = ['chips', 'choice', 'dropdown'].find((name) => list.classList.contains(name));
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
  // What changes all around it comes late; what removes a file, and its card, comes last.
  // What is in an open list comes before what closes it.
  const rank = (name) => /^remove/.test(name) ? 2 : /^dropdown/.test(name) ? -1
    : Number(/\\|radio|export-kind|^choice/.test(name));
  return found.sort((one, other) => rank(one) - rank(other));
}"""
# By what is looked at: {property: value}, and its height and words beside them.
LOOK = """() => {
  const watched = {
    header: '.head', brand: '.brand-name', page: '.head .menu a[aria-current]',
    link: '.head .menu a:not([aria-current])', filters: '.head .filters',
    banner: '.st-key-provenance p', title: 'h1', tiles: '.tiles', tile: '.tile',
    'label of a tile': '.tile dt', 'number of a tile': '.tile-value',
    'note of a tile': '.tile-note', foot: '.foot',
  };
  const names = ['display', 'fontFamily', 'fontSize', 'fontWeight', 'lineHeight', 'color',
    'backgroundColor', 'paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft', 'marginTop',
    'marginBottom', 'borderTopWidth', 'borderLeftWidth', 'borderLeftColor', 'borderRadius'];
  // Another year has neither tiles nor banner, a choice of nothing no tiles.
  const bare = document.querySelector('.years, .empty') !== null;
  const found = Object.fromEntries(Object.entries(watched).flatMap(([what, where]) => {
    const box = document.querySelector(where);
    if (!box) return [];
    const style = getComputedStyle(box);
    const look = Object.fromEntries(names.map((name) => [name, style[name]]));
    return [[what, { look, height: box.getBoundingClientRect().height, words: box.innerText }]];
  }));
  return [found, bare];
}"""
FRAMES = """() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))"""
MAY_GO = {"banner", "tiles", "tile", "label of a tile", "number of a tile", "note of a tile"}
MAY_GROW = {"filters"}  # the chips of the filters in force stand in it
POPUPS_AS_ON_OVERVIEW = (
    *("map", "timeline", "activities"),
    *("region", "coverage", "plan", "compare"),
)
# Presses at least; on any other page 15.
FEWEST = {
    **dict.fromkeys(("region", "coverage", "plan", "compare"), 8),
    "overview": 50,
    "map": 28,
    "timeline": 20,
    "activities": 20,
    "data": 20,
    "present": 24,
}
Look = Mapping[str, Any]


class Runs:
    """The runs of a page's script, as its connection tells of them."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open = False
        page.on("websocket", self._listen)

    def end(self) -> None:
        """Wait until the last run that was asked for is over."""
        end = time.monotonic() + WAIT / 1_000
        while self._open:
            if time.monotonic() > end:
                raise TimeoutError("the run came to no end")
            self._page.wait_for_timeout(20)  # ms, in which what comes in is listened to

    def _listen(self, line: WebSocket) -> None:
        line.on("framesent", self._note_frame)
        line.on("framereceived", self._received)

    def _note_frame(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self._open = True

    def _received(self, frame: str | bytes) -> None:
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        early = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
        if message.HasField("script_finished") and message.script_finished != early:
            self._open = False


@pytest.mark.long
@pytest.mark.parametrize("stem", PAGES)
def test_nothing_pressed_changes_the_look(new_screen: NewScreen, stem: str) -> None:
    # A context of its own: what is pressed here leaves files, slides and choices behind.
    screen = new_screen(LANGUAGE[stem], color_scheme="light", locale="en-GB")
    errors = console_errors(screen.page)
    screen.page.on("filechooser", lambda chooser: None)
    runs = Runs(screen.page)
    screen.open(stem)
    if stem == "data":
        upload(screen, ("office.csv", cp1251(*ROWS)))
    (first, _), lasting_changes, pressed = screen.evaluate(LOOK), [], []
    assert {"header", "title", "foot"} <= set(first)
    while name := _next(screen, pressed, stem):
        pressed.append(name)
        assert len(pressed) < MOST_PRESSES, pressed
        try:
            _press(screen, name, stem, runs)
        except TimeoutError as late:
            raise AssertionError(f"{name}: the page came to no rest") from late
        lasting_changes += [f"{name}: {change}" for change in _lasting_changes(first, screen)]
        lasting_changes += [f"{name}: {line}" for line in errors]
        errors.clear()
        if lasting_changes:
            break  # what comes after would only repeat it
    assert not lasting_changes, lasting_changes
    assert len(pressed) >= FEWEST.get(stem, 15), " ".join(pressed)
    screen.lang = screen.evaluate("() => document.documentElement.lang")
    later = (*PAGES, *PAGES)[list(PAGES).index(stem) + 1 :]
    beside = next(other for other in later if PAGES[other].in_menu)
    screen.menu(beside)
    assert not _lasting_changes(first, screen, bare=True), beside


def _next(screen: Screen, pressed: list[str], stem: str) -> str:
    """What is to be pressed next; a popup without anything new is closed. "" at the end.

    Popups and the dialog are the same on every page with filters: one of them walks through them
    and makes a file of each kind, the others open and close them.
    """
    while True:
        over = screen.page.locator(OVER)
        is_open = over.count() > 0
        is_walked = not (is_open and stem in POPUPS_AS_ON_OVERVIEW)
        if is_walked and (remaining := _remaining(screen, pressed, stem)):
            return remaining[0]
        if not is_open:
            return ""
        over.locator("[data-close]").click()
        expect(over).to_have_count(0)  # not hidden alone: one that fades away is still walked
        screen.rest()


def _remaining(screen: Screen, pressed: list[str], stem: str) -> list[str]:
    """What is not yet pressed; on a busy machine the rest of a page may come late."""
    for _ in range(PATIENCE):
        controls = screen.evaluate(CONTROLS, stem == "overview")
        remaining = [name for name in controls if name not in pressed]
        if remaining or len(pressed) >= FEWEST.get(stem, 15):
            break
        screen.page.wait_for_timeout(100)  # ms
    return remaining


def _control(screen: Screen, name: str, stem: str) -> Locator:
    """The control of this name, named anew where a late run has replaced its attributes."""
    control = screen.page.locator(f'[data-walk="{name}"]').first
    for _ in range(PATIENCE):
        if control.count():
            break
        screen.evaluate(CONTROLS, stem == "overview")
        screen.page.wait_for_timeout(100)  # ms
    assert control.count(), f"{name} is gone"
    return control


def _press(screen: Screen, name: str, stem: str, runs: Runs) -> None:
    control = _control(screen, name, stem)
    key, kind, _ = name.split("|")
    if kind == "combobox":
        screen.unfold(control).last.click()
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
    # What the press has set off begins within two frames, and then comes to rest.
    screen.evaluate(FRAMES)
    runs.end()
    screen.rest()
    screen.page.mouse.move(0, 0)


def _lasting_changes(first: Look, screen: Screen, bare: bool = False) -> list[str]:
    """How header, banner and tiles differ from what they were, and go on to.

    On a `bare` page banner and tiles may be missing.
    """
    differences = _changes(first, screen, bare)
    for _ in range(PATIENCE):
        if not differences:
            break
        screen.page.wait_for_timeout(100)  # ms
        differences = _changes(first, screen, bare)
    return differences


def _changes(first: Look, screen: Screen, bare: bool) -> list[str]:
    now, empty = screen.evaluate(LOOK)
    bare = bare or empty
    missing = [what for what in first if what not in now and not (bare and what in MAY_GO)]
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
        if what not in MAY_GROW and abs(before["height"] - after["height"]) > slack:
            differences.append(f"{what}: {before['height']:.0f} px high, is {after['height']:.0f}")
    return differences
