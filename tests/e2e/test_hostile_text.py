"""Hostile text in every field executes nothing and is displayed as text."""

from __future__ import annotations

import csv
import io
import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from campaign.site.page_list import PAGES
from tests.e2e.conftest import NewScreen
from tests.e2e.export_dialog import open_dialog
from tests.e2e.projector import Projector
from tests.e2e.screen import ROOT, Screen
from tests.e2e.server import Server, serving

PAYLOADS = (
    "<img src=x onerror=window.__x=1>",
    "<script>window.__x=1</script>",
    "<svg onload=window.__x=1>",
    '"><iframe srcdoc="<script>parent.__x=1</script>">',
    "[click](javascript:window.__x=1)",
    "![i](https://foreign.example/pixel.png)",
    r"$\href{javascript:window.__x=1}{x}$",
    ":material/delete: :red[red] https://foreign.example/x",
    '<a href="javascript:window.__x=1">a</a><b>bold</b>',
    '=HYPERLINK("https://foreign.example","x")',
    "{{constructor.constructor('window.__x=1')()}} %{customdata}",
    "</style><style>*{background:url(https://foreign.example/x.png)}",
)
# The text columns of the register; the others are codes, dates and numbers.
REGISTER = ("district", "place", "title", "organiser", "partners", "audience", "source", "note")
# Elements that can run code: event handlers, unknown scripts and frames, addresses with code.
_LIVE = """() => [
  ...document.querySelectorAll('[onerror],[onload],[onclick],iframe,object,embed,img[src="x"]'),
  ...[...document.querySelectorAll('[href],[src],[action]')].filter((found) =>
    /^\\s*(javascript|vbscript|data:text)/i.test(
      found.getAttribute('href') ?? found.getAttribute('src') ?? found.getAttribute('action'))
    || /foreign\\.example/.test(found.href?.baseVal ?? found.href ?? found.src ?? '')),
  ...[...document.querySelectorAll('a')].filter((found) =>
    [...found.attributes].some(({ value }) => /^\\s*javascript:/i.test(value))),
  ...[...document.scripts].filter((found) =>
    found.type !== 'application/ld+json' && /__x/.test(found.textContent)),
].map((found) => found.outerHTML.slice(0, 300))"""

# The middle of a mark of a figure in the window, after a scroll to it.
_MARK = """(place) => {
  const wanted = 'svg :is(a, [role="img"])';
  const marks = [...place.querySelectorAll(wanted)];
  const mark = marks.find((one) => one.getBoundingClientRect().width > 4);
  if (!mark) return null;
  mark.scrollIntoView({ block: 'center' });
  const box = mark.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""


class Alarm:
    """Detects whether code has run in a page: `window.__x`, or a dialog."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialogs: list[str] = []
        page.on("dialog", self._note_dialog)

    def assert_silent(self) -> None:
        """Fail if code has run, or if an element of the page could run code."""
        assert self.page.evaluate("window.__x") is None
        assert self.page.evaluate(_LIVE) == []
        assert not self.dialogs

    def _note_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


def with_payloads(path: Path, columns: tuple[str, ...], *, keep: bool = False) -> None:
    """Write another payload into each cell of these columns, with `keep` after its text."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    payloads = itertools.cycle(PAYLOADS)
    for row in rows:
        for column in columns:
            row[column] = f"{row[column]} {next(payloads)}" if keep else next(payloads)
        next(payloads)  # so that a column gets all payloads
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def slides() -> str:
    """A presentation with a slide for each payload, in title, text and notes."""
    parts = []
    for number, payload in enumerate(PAYLOADS):
        figure = ("text", "map", "breakdown", "timeline")[number % 4]
        lines = [f'[[slide]]\nfigure = "{figure}"\nsource = "javascript:window.__x=1"']
        for field in ("title", "notes", "text"):
            lines.append(f"[slide.{field}]\nen = '''{payload}'''")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


# One worker runs all these tests, which share a server.
pytestmark = [pytest.mark.long, pytest.mark.xdist_group("hostile")]


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with data in which every text is hostile."""
    data = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(ROOT / "data", data)
    names = ("name_en", "name_ru", "name_ky")
    with_payloads(data / "2017" / "activities.csv", REGISTER)
    with_payloads(data / "2017" / "activities.csv", ("activity_id",), keep=True)
    with_payloads(data / "campaigns.csv", (*names, "note"))
    with_payloads(data / "activity_types.csv", names, keep=True)
    with_payloads(data / "milestones.csv", names)
    with_payloads(
        data / "reported_events.csv",
        ("place", "activity_type_raw", "title", "organiser", "partners", "note")
        + ("title_en", "title_ru", "title_ky"),
    )
    with_payloads(data / "published.csv", ("note",))
    (data / "2017" / "slides.toml").write_text(slides(), encoding="utf-8")
    with serving(CAMPAIGN_DATA=str(data)) as server:
        yield server


def open_tables_and_tooltips(screen: Screen, alarm: Alarm) -> None:
    """Open every table, and point at a mark of every figure."""
    page = screen.page
    for card in page.locator("[data-card]:has(.card-menu)").all():
        item = screen.card_menu(card.get_attribute("data-card") or "", "table")
        if item.count():
            item.click()
            page.keyboard.press("Escape")
    screen.wait_until_idle()
    for figure in page.locator("#first [data-card] .figure").all():
        mark = figure.evaluate(_MARK)
        if mark:
            page.mouse.move(mark[0] - 1, mark[1])
            page.mouse.move(*mark)
            page.wait_for_timeout(100)  # a tooltip appears after a delay
    alarm.assert_silent()


@pytest.mark.parametrize("stem", PAGES)
def test_hostile_data_on_every_page(
    new_screen: NewScreen, hostile_server: Server, stem: str
) -> None:
    screen = new_screen("en", hostile_server.address)
    alarm = Alarm(screen.page)
    query = dict.fromkeys(("indicator", "type", "classes", "q"), PAYLOADS[0])
    screen.open(stem, **query)
    open_tables_and_tooltips(screen, alarm)
    body = screen.page.locator("body")
    if stem in ("activities", "present"):
        # The text is not removed either: it is displayed as written.
        expect(body).to_contain_text(PAYLOADS[0] if stem == "activities" else PAYLOADS[1])
    if stem == "map":
        open_dialog(screen)
        alarm.assert_silent()


def test_hostile_slides_in_the_presentation(new_screen: NewScreen, hostile_server: Server) -> None:
    page = new_screen("en", hostile_server.address).page
    alarm = Alarm(page)
    projector = Projector(page, len(PAYLOADS)).open("/present?lang=en")
    for number, payload in enumerate(PAYLOADS, 1):
        projector.expect(number, "en")
        plain = re.sub(r"\s+", "", payload)
        assert plain in re.sub(r"\s+", "", page.locator(".presentation-slide--on").inner_text())
        alarm.assert_silent()
        projector.press("PageDown")
    page.goto("/present?notes=1&lang=en", wait_until="commit")
    projector.ready()
    alarm.assert_silent()


def test_hostile_text_in_an_uploaded_file(new_screen: NewScreen, hostile_server: Server) -> None:
    screen = new_screen("en", hostile_server.address)
    alarm = Alarm(screen.page)
    screen.open("data")
    # Shifted by one: a row with the texts of the header row would count as a repeated header row.
    others = (*PAYLOADS[1:], PAYLOADS[0])
    header = ("date", "oblast", "type", "reached", "title", "district", *PAYLOADS)
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(header)
    for number, payload in enumerate(PAYLOADS, 1):
        table.writerow(
            (f"2017-08-{number:02}", "KG-N", "lecture", number, payload, payload, *others)
        )
        # The report lists cells that cannot be read, with their text.
        table.writerow((payload, payload, payload, payload, "x", "x", *others))
    name = f"{PAYLOADS[0]}{PAYLOADS[4]}.csv".replace("/", "")
    screen.page.locator('.st-key-uploader input[type="file"]').set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": out.getvalue().encode()}]
    )
    expect(screen.page.locator('[class*="st-key-file-"]')).to_contain_text(PAYLOADS[0])
    screen.wait_until_idle()
    for closed in screen.page.locator('[class*="st-key-file-"] summary').all():
        closed.click()
    screen.wait_until_idle()
    alarm.assert_silent()
    screen.page.locator(".st-key-see a").click()
    screen.expect_page("map")
    alarm.assert_silent()
    screen.menu("activities")
    open_tables_and_tooltips(screen, alarm)
