"""Long days in the browser: the network drops, the server dies, the disk is full or read-only."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from playwright.sync_api import Locator, expect

from bench.viewer import SessionLost, Viewer, viewing
from tests.e2e.conftest import NewScreen
from tests.e2e.export_dialog import download_file, open_dialog
from tests.e2e.proxy import cuttable_proxy
from tests.e2e.screen import Screen
from tests.e2e.server import ROOT, Server
from tests.soak.process import (
    TIMEOUT,
    Process,
    drop_root_permissions,
    forbid_file_growth,
    read_only,
    running,
)

UNREACHABLE = "Streamlit server is not responding. Are you connected to the internet?"
MARK_PAGE = "() => { window.__mine = 'marked'; }"
VIEWERS = 8
PAUSE = 0.1  # seconds: a load that leaves processor time to the browsers on the same two cores
HEADER = ("date", "oblast", "type", "reached", "title")


@pytest.mark.long
@pytest.mark.parametrize("lang", ["ru"])
def test_the_network_drops_and_returns(new_screen: NewScreen, server: Server, lang: str) -> None:
    with cuttable_proxy(server.port) as proxy:
        screen = new_screen(lang, proxy.address).open("map", oblast="KG-N", indicator="activities")
        screen.pill("KG-T").click()
        _expect_two(screen)
        screen.evaluate(MARK_PAGE)
        proxy.cut()
        _expect_unreachable(screen)
        proxy.restore()
        # The page was not loaded again, so open tables and the scroll position stay too.
        expect(_dialog(screen)).to_have_count(0)
        assert screen.evaluate("() => window.__mine") == "marked"
        _expect_two(screen)
        screen.expect_query(lang=lang, oblast="KG-N,KG-T", indicator="activities")
        screen.remove_filter(screen.region_name("KG-N"))
        screen.expect_chips(screen.region_name("KG-T"))
    assert "Traceback" not in server.log()


@pytest.mark.long
def test_the_server_is_killed_under_load_and_started_again(
    new_screen: NewScreen, tmp_path: Path
) -> None:
    with running(tmp_path) as process, _load(process) as load:
        screens = [
            new_screen(lang, process.address).open(stem, oblast="KG-N,KG-T")
            for lang, stem in (("ky", "map"), ("ru", "timeline"), ("en", "activities"))
        ]
        load.wait_for_reruns(VIEWERS)
        process.kill()
        for screen in screens:
            _expect_unreachable(screen)
        process.start()
        for screen in screens:
            expect(_dialog(screen)).to_have_count(0)
        load.wait_for_returns(VIEWERS)
        load.over = True
        for screen in screens:
            screen.wait_until_idle()
            _expect_two(screen)
            screen.expect_query(lang=screen.lang, oblast="KG-N,KG-T")
            expect(screen.page.locator(".notice.program-error")).to_have_count(0)
            screen.remove_filter(screen.region_name("KG-N"))
            screen.expect_chips(screen.region_name("KG-T"))
        process.assert_no_errors()


@pytest.mark.long
def test_pages_uploads_and_exports_work_on_a_full_disk(
    new_screen: NewScreen, tmp_path: Path
) -> None:
    with running(tmp_path, limit=forbid_file_growth) as process:
        screen = new_screen("ru", process.address)
        _open_pages(screen)
        # Larger than an upload that the default settings keep in memory.
        content = _register(60_000)
        assert len(content) > 2_000_000
        _upload(screen, "register.csv", content)
        expect(screen.page.get_by_text(screen.text("Show on the map"))).to_be_visible()
        boundaries = (ROOT / "geo" / "kgz_oblasts.geojson").read_bytes()
        _upload(screen, "map.geojson", boundaries)
        expect(screen.page.get_by_text("map.geojson").first).to_be_visible()
        _export_files(screen)
        counts = process.count_objects()
        assert not [p for p in counts["written"] if p.startswith(str(ROOT / "data"))], counts
        assert "Traceback" not in process.log(), process.log()


@pytest.mark.long
def test_pages_uploads_and_exports_work_with_read_only_data(
    new_screen: NewScreen, tmp_path: Path
) -> None:
    data, geo = (shutil.copytree(ROOT / name, tmp_path / name) for name in ("data", "geo"))
    places = {"CAMPAIGN_DATA": str(data), "CAMPAIGN_GEO": str(geo)}
    with (
        read_only(data),
        read_only(geo),
        running(tmp_path, limit=drop_root_permissions, **places) as process,
    ):
        screen = new_screen("ky", process.address)
        _open_pages(screen)
        _upload(screen, "register.csv", _register(77))
        expect(screen.page.get_by_text(screen.text("Show on the map"))).to_be_visible()
        _export_files(screen)
        counts = process.count_objects()
        assert not [p for p in counts["written"] if p.startswith((str(data), str(geo)))], counts
        process.assert_no_errors()


@dataclass
class Load:
    """Viewers who rerun all the time, and reconnect by their link when they are cut off."""

    reruns: int = 0
    returned: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    over: bool = False
    failure: Exception | None = None

    def wait_for_reruns(self, count: int) -> None:
        self._wait(lambda: self.reruns >= count, "no viewer got an answer")

    def wait_for_returns(self, count: int) -> None:
        self._wait(lambda: len(self.returned) >= count, "a viewer did not reconnect")
        assert not self.wrong, self.wrong

    def _wait(self, is_done: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + TIMEOUT
        while not is_done():
            if self.failure is not None:
                raise self.failure
            assert time.monotonic() < end, otherwise
            time.sleep(0.05)

    def run(self, address: str) -> None:
        try:
            asyncio.run(self.run_viewers(address))
        except Exception as error:
            self.failure = error

    async def run_viewers(self, address: str) -> None:
        await asyncio.gather(*(self._run_viewer(address, at) for at in range(VIEWERS)))

    async def _run_viewer(self, address: str, at: int) -> None:
        query = {"lang": ("ky", "ru", "en")[at % 3], "oblast": "KG-B,KG-O", "classes": "4"}
        link, session, cut = urlencode(query), None, False
        while not self.over:
            try:
                async with viewing(
                    address, "map", link, session=session, timeout=TIMEOUT
                ) as viewer:
                    await viewer.arrive()
                    if cut:
                        self._check_return(viewer, query)
                    while not self.over:
                        session, link, cut = viewer.session, viewer.query or link, True
                        await viewer.rerun()
                        self.reruns += 1
                        await asyncio.sleep(PAUSE)
            except SessionLost:
                await asyncio.sleep(0.2)

    def _check_return(self, viewer: Viewer, query: dict[str, str]) -> None:
        values = viewer.page.chosen if viewer.page else ()
        now = {name: value for name, (value,) in parse_qs(viewer.query).items()}
        self.returned.append(viewer.session)
        if now != query or len(values) != 2:
            self.wrong.append(f"{now}, {values}")


@contextmanager
def _load(process: Process) -> Iterator[Load]:
    load = Load()
    thread = threading.Thread(target=load.run, args=(process.address,))
    thread.start()
    try:
        yield load
    finally:
        load.over = True
        thread.join(TIMEOUT)


def _dialog(screen: Screen) -> Locator:
    return screen.page.get_by_role("dialog")


def _expect_unreachable(screen: Screen) -> None:
    """Expect the message that the server does not answer, and the page below it."""
    expect(_dialog(screen)).to_contain_text(screen.text(UNREACHABLE))
    expect(_dialog(screen)).to_contain_text(screen.text("Connection error"))
    expect(screen.page.locator("h1")).to_have_count(1)


def _expect_two(screen: Screen) -> None:
    screen.expect_chips(screen.region_name("KG-N"), screen.region_name("KG-T"))


def _open_pages(screen: Screen) -> None:
    for stem in ("overview", "map", "timeline", "activities", "about", "data"):
        screen.open(stem)


def _export_files(screen: Screen) -> None:
    """Export the map in three formats that are created in three ways."""
    dialog = open_dialog(screen.open("map"))
    for kind in ("xlsx", "pptx", "pdf"):
        assert download_file(screen, dialog, kind)[1]
    expect(screen.page.locator(".notice.program-error")).to_have_count(0)


def _register(rows: int) -> bytes:
    lines = (f"2017-08-{1 + n % 28:02},KG-N,lecture,{n % 90},Урок {n}" for n in range(rows))
    return "\n".join([",".join(HEADER), *lines, ""]).encode()


def _upload(screen: Screen, name: str, content: bytes) -> None:
    screen.page.locator('.st-key-uploader input[type="file"]').first.set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": content}]
    )
