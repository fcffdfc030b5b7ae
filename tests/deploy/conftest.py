"""Two processes of the dashboard behind nginx, and viewers in a real browser."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    WebSocket,
    expect,
    sync_playwright,
)
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from bench.balancer import TIMEOUT, Nginx, route_of, running
from bench.browser import chromium
from tests.e2e.conftest import BROWSER_ARGUMENTS, CONTEXT_OPTIONS, TIMEOUT_MS
from tests.e2e.screen import Screen
from tests.soak.process import LIBC, Process
from tests.soak.process import running as running_process

expect.set_options(timeout=TIMEOUT_MS)
PAGE = {"Accept": "text/html"}
PR_SET_NO_NEW_PRIVS, PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN = 38, 65, 1  # constants of Linux


@dataclass
class Site:
    """The dashboard behind nginx."""

    nginx: Nginx
    processes: Mapping[str, Process]
    """{name in the route cookie: process}."""

    @property
    def address(self) -> str:
        return self.nginx.address

    def other(self, route: str) -> str:
        """The name of the process that is not this one."""
        (other,) = set(self.processes) - {route}
        return other

    def address_of(self, route: str) -> str:
        """The address of a process in the configuration of nginx."""
        return f"127.0.0.1:{self.processes[route].port}"

    def viewers(self) -> dict[str, int]:
        """The number of connected viewers by process."""
        return {
            route: process.count_objects()["connected"] for route, process in self.processes.items()
        }

    def expect_viewers(self, **counts: int) -> None:
        """Wait until each named process has this number of connected viewers."""
        end = time.monotonic() + TIMEOUT
        while self.viewers() != counts:
            assert time.monotonic() < end, (self.viewers(), counts)
            time.sleep(0.2)

    def visit(self, path: str = "/", **headers: str) -> httpx.Response:
        """The response to a viewer without cookies, unless `headers` has some."""
        return httpx.get(f"{self.address}{path}", headers=PAGE | headers, timeout=TIMEOUT)

    def new_route(self) -> str:
        """The name of the process to which nginx assigns the next new viewer."""
        return route_of(self.visit().headers["Set-Cookie"])

    def connect(self, route: str) -> ClientConnection:
        """A viewer's websocket with this route cookie."""
        return connect(
            self.address.replace("http", "ws") + "/_stcore/stream",
            origin=self.address,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": f"campaign_route={route}"},
            open_timeout=TIMEOUT,
        )


def apply_unit_limits() -> None:
    """Set the limits of the unit that need no systemd, in the process about to start.

    It gets no new privileges and, from Linux 6.3, no memory that is both writable and executable.
    """
    LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    LIBC.prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                running_process(
                    tmp_path_factory.mktemp("process"),
                    limit=apply_unit_limits,
                    STREAMLIT_SERVER_ADDRESS="127.0.0.1",
                )
            )
            for _ in range(2)
        ]
        addresses = [f"127.0.0.1:{process.port}" for process in processes]
        nginx = stack.enter_context(running(Nginx(tmp_path_factory.mktemp("nginx"), addresses)))
        routes = list(nginx.routes())
        yield Site(nginx, dict(zip(routes, processes, strict=True)))
        for process in processes:
            process.assert_no_errors()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(
            executable_path=chromium(), args=BROWSER_ARGUMENTS, timeout=TIMEOUT_MS
        )
        yield instance
        instance.close()


class Viewer(Screen):
    """A viewer in a separate browser context, with the process of the route cookie."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.runs: list[int] = []
        """The number of ended runs on each websocket of the tab, in the order of opening."""
        page.on("websocket", self._watch)

    def _watch(self, socket: WebSocket) -> None:
        at = len(self.runs)
        self.runs.append(0)

        def count_run(message: str | bytes) -> None:
            if isinstance(message, bytes) and _ends_run(message):
                self.runs[at] += 1

        socket.on("framereceived", count_run)

    @property
    def route(self) -> str:
        """The name of the process in the route cookie."""
        cookies: Any = self.page.context.cookies()
        return next((c["value"] for c in cookies if c["name"] == "campaign_route"), "")

    def expect_route(self, route: str) -> None:
        """Wait until the tab has reconnected to this process and its page has run there."""
        end = time.monotonic() + TIMEOUT
        while self.route != route or len(self.runs) < 2 or not self.runs[-1]:
            assert time.monotonic() < end, (self.route, self.runs)
            self.page.wait_for_timeout(100)
        self.wait_until_idle()


def _ends_run(message: bytes) -> bool:
    """Return whether the message ends a run that reached the end of its page.

    The first run on a new server declares the pages and starts again. The server would treat a
    click between the two runs as a choice from before it had read the address.
    """
    forward = ForwardMsg.FromString(message)
    return (
        forward.WhichOneof("type") == "script_finished"
        and forward.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


NewViewer = Callable[..., Viewer]


@pytest.fixture
def new_viewer(browser: Browser, site: Site) -> Iterator[NewViewer]:
    """Return a function that makes a new viewer, by default at the plain address of nginx."""
    contexts: list[BrowserContext] = []

    def make(address: str = site.address) -> Viewer:
        options = {**CONTEXT_OPTIONS, "base_url": address, "ignore_https_errors": True}
        context = browser.new_context(**options)
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        return Viewer(context.new_page())

    yield make
    for context in contexts:
        context.close()
