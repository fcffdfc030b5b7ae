"""Viewers keep their page and filters while processes are drained, killed, hung and started."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from itertools import islice

import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed

from bench.balancer import SHIPPED, TIMEOUT
from tests.deploy.conftest import NewViewer, Site, Viewer
from tests.e2e.uploads import ROWS, cp1251, upload

# Large enough that nginx would write it to a disk if it did not forward it at once.
LONG_NOTE = "лекция для студентов " * 40
LARGE = cp1251(*(ROWS[0][:4] + (f"{LONG_NOTE}{number}",) for number in range(1500)))

UNAVAILABLE = SHIPPED / "campaign" / "unavailable.html"
(READ_S,) = (
    int(seconds)
    for seconds in re.findall(
        r"location / \{[^}]*proxy_read_timeout (\d+)s;",
        (SHIPPED / "campaign" / "locations.conf").read_text(encoding="utf-8"),
    )
)
"""Seconds after which nginx sends a request from a hung process to another one."""


def upload_register(viewer: Viewer, name: str, content: bytes) -> None:
    """Upload a register and wait for its report."""
    viewer.menu("data")
    upload(viewer, (name, content))


def wait_until_used(site: Site, route: str) -> None:
    """Wait until nginx uses a process again after it did not answer."""
    end = time.monotonic() + TIMEOUT
    # An answer of another process changes the cookie.
    while "Set-Cookie" in site.visit(Cookie=f"campaign_route={route}").headers:
        assert time.monotonic() < end, "nginx does not use the process"
        time.sleep(0.2)


def test_a_file_is_uploaded_to_the_process_of_its_viewer(site: Site, new_viewer: NewViewer) -> None:
    viewers = [new_viewer().open(), new_viewer().open()]
    assert {viewer.route for viewer in viewers} == set(site.processes)
    assert len(LARGE) > 2**20
    for number, viewer in enumerate(viewers):
        upload_register(viewer, f"register{number}.csv", LARGE)


def test_over_https_a_viewer_filters_and_uploads(site: Site, new_viewer: NewViewer) -> None:
    viewer = new_viewer(site.nginx.secure_address).open("map")
    assert viewer.route in site.processes
    viewer.pill("KG-N").click()
    viewer.expect_query(lang="ky", oblast="KG-N")
    upload_register(viewer, "register.csv", cp1251(*ROWS))


def test_viewers_of_a_killed_process_reconnect_to_another(
    site: Site, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open("map", oblast="KG-N")
    killed = viewer.route
    site.processes[killed].kill()
    try:
        # The tab reconnects to the other process by itself, with the filters of its address.
        viewer.expect_route(site.other(killed))
        viewer.expect_query(lang="ky", oblast="KG-N")
        viewer.expect_chips(viewer.region_name("KG-N"))
        viewer.pill("KG-B").click()
        viewer.expect_query(lang="ky", oblast="KG-B,KG-N")
        assert site.new_route() == site.other(killed)
    finally:
        site.processes[killed].start()
    # The session is now in the other process: files go there although the first one runs again.
    wait_until_used(site, killed)
    upload_register(viewer, "later.csv", cp1251(*ROWS))
    assert viewer.route == site.other(killed)
    assert {site.new_route() for _ in range(4)} == set(site.processes)


def test_a_drained_process_keeps_its_viewers(site: Site, new_viewer: NewViewer) -> None:
    viewer = new_viewer().open("map")
    drained, other = viewer.route, site.other(viewer.route)
    with ExitStack() as stack:
        lines = [stack.enter_context(site.connect(route)) for route in (drained, other)]
        connected = {drained: 2, other: 1}
        site.expect_viewers(**connected)
        site.nginx.write_processes(site.address_of(drained))
        site.nginx.reload()
        try:
            assert site.viewers() == connected
            assert [site.new_route() for _ in range(6)] == [other] * 6
            # The viewer continues on the existing connection.
            viewer.pill("KG-N").click()
            viewer.expect_query(lang="ky", oblast="KG-N")
            upload_register(viewer, "drained.csv", cp1251(*ROWS))
            assert viewer.route == drained and len(viewer.runs) == 1
            for line in lines:
                with pytest.raises(TimeoutError):
                    line.recv(timeout=0)
            viewer.page.context.close()
            lines[0].close()
            site.expect_viewers(**{drained: 0, other: 1})
            with pytest.raises(TimeoutError):
                lines[1].recv(timeout=0)
        finally:
            site.nginx.write_processes()
            site.nginx.reload()
    assert {site.new_route() for _ in range(4)} == set(site.processes)


def test_a_hung_process_gets_no_new_viewers_until_it_answers(
    site: Site, new_viewer: NewViewer
) -> None:
    viewers = {viewer.route: viewer for viewer in (new_viewer().open("map") for _ in range(2))}
    assert viewers.keys() == site.processes.keys()
    hung, other = viewers
    site.processes[hung].suspend()
    try:
        # nginx first sends half of them to the hung process, where they wait.
        with ThreadPoolExecutor(6) as pool:
            start = time.monotonic()
            assert list(pool.map(lambda _: site.new_route(), range(6))) == [other] * 6
            assert time.monotonic() - start < 2 * READ_S
        # nginx now knows that the process hangs: it sends only one viewer there every few seconds.
        with ThreadPoolExecutor(20) as pool:
            start = time.monotonic()
            visits = [pool.submit(site.new_route) for _ in range(20)]
            first_routes = [visit.result() for visit in islice(as_completed(visits), 18)]
            assert first_routes == [other] * 18 and time.monotonic() - start < READ_S
        viewers[other].pill("KG-N").click()
        viewers[other].expect_query(lang="ky", oblast="KG-N")
    finally:
        site.processes[hung].resume()
    viewers[hung].pill("KG-B").click()
    viewers[hung].expect_query(lang="ky", oblast="KG-B")
    assert viewers[hung].route == hung and len(viewers[hung].runs) == 1
    end = time.monotonic() + TIMEOUT
    while {site.new_route() for _ in range(4)} != site.processes.keys():
        assert time.monotonic() < end, "nginx does not use the process again"
        time.sleep(0.2)


def test_viewers_of_a_stopped_process_reconnect_to_another(
    site: Site, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open("map", oblast="KG-N")
    stopped = viewer.route
    with site.connect(stopped) as line:
        site.processes[stopped].stop()
        try:
            with pytest.raises(ConnectionClosed):
                line.recv(timeout=TIMEOUT)
            viewer.expect_route(site.other(stopped))
            viewer.expect_chips(viewer.region_name("KG-N"))
        finally:
            site.processes[stopped].start()


def test_cached_files_and_an_error_page_are_served_without_any_process(
    site: Site, new_viewer: NewViewer
) -> None:
    viewer = new_viewer().open("map")
    for process in site.processes.values():
        process.kill()
    try:
        path = viewer.page.evaluate(
            "performance.getEntriesByType('resource').map((file) => file.name)"
            ".filter((name) => name.includes('/static/js/'))[0]"
        )
        encoding = {"Accept-Encoding": "gzip, deflate, br, zstd"}
        answer = site.visit(path.removeprefix(site.address), **encoding)
        assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"]
        gone = site.visit()
        assert gone.status_code == 502 and "Set-Cookie" not in gone.headers
        assert gone.text == UNAVAILABLE.read_text(encoding="utf-8")
        assert gone.headers["Content-Type"] == "text/html; charset=utf-8"
        assert gone.headers["Cache-Control"] == "no-store"
    finally:
        for process in site.processes.values():
            process.start()
    viewer.expect_route(viewer.route)
    viewer.pill("KG-N").click()
    viewer.expect_query(lang="ky", oblast="KG-N")
    expect(viewer.page.locator("h1:visible")).to_have_count(1)
