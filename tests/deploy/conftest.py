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

from bench.balancer import PATIENCE, Nginx, route_of, running
from bench.browser import chromium
from tests.e2e.conftest import SHUT_IN, USUAL, WAIT
from tests.e2e.screen import Screen
from tests.soak.process import LIBC, Process
from tests.soak.process import running as running_process

expect.set_options(timeout=WAIT)
PAGE = {"Accept": "text/html"}
PR_SET_NO_NEW_PRIVS, PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN = 38, 65, 1  # as Linux numbers them


@dataclass
class Site:
    """The dashboard as a viewer meets it."""

    nginx: Nginx
    processes: Mapping[str, Process]
    """By their names in the route cookie."""

    @property
    def address(self) -> str:
        return self.nginx.address

    def other(self, route: str) -> str:
        """The name of the process that is not this one."""
        (other,) = set(self.processes) - {route}
        return other

    def address_of(self, route: str) -> str:
        """The address of a process, as nginx has it."""
        return f"127.0.0.1:{self.processes[route].port}"

    def viewers(self) -> dict[str, int]:
        """How many viewers are connected to each process."""
        return {
            route: process.count_objects()["connected"] for route, process in self.processes.items()
        }

    def expect_viewers(self, **counts: int) -> None:
        """Wait until so many viewers are connected to each process, by its name."""
        end = time.monotonic() + PATIENCE
        while self.viewers() != counts:
            assert time.monotonic() < end, (self.viewers(), counts)
            time.sleep(0.2)

    def visit(self, path: str = "/", **headers: str) -> httpx.Response:
        """The answer to a viewer who comes for the first time."""
        return httpx.get(f"{self.address}{path}", headers=PAGE | headers, timeout=PATIENCE)

    def new_route(self) -> str:
        """The name of the process that the next new viewer gets."""
        return route_of(self.visit().headers["Set-Cookie"])

    def connect(self, route: str) -> ClientConnection:
        """A viewer's websocket; the page that opened it had this route cookie."""
        return connect(
            self.address.replace("http", "ws") + "/_stcore/stream",
            origin=self.address,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": f"campaign_route={route}"},
            open_timeout=PATIENCE,
        )


def as_the_unit_limits() -> None:
    """For the process about to start: what can be set of its unit's limits without systemd.

    No new privileges, and no memory that is writable and executable, where Linux is 6.3 or newer.
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
                    limit=as_the_unit_limits,
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
            process.assert_no_fault()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(
            executable_path=chromium(), args=SHUT_IN, timeout=WAIT
        )
        yield instance
        instance.close()


class Viewer(Screen):
    """A viewer with a browser of their own, who knows the process that they are sent to."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.runs: list[int] = []
        """How many runs have ended on each websocket of the tab, in the order of opening."""
        page.on("websocket", self._watch)

    def _watch(self, socket: WebSocket) -> None:
        at = len(self.runs)
        self.runs.append(0)

        def note(message: str | bytes) -> None:
            if isinstance(message, bytes) and _ends_run(message):
                self.runs[at] += 1

        socket.on("framereceived", note)

    @property
    def route(self) -> str:
        """The name of the process in the route cookie."""
        cookies: Any = self.page.context.cookies()
        return next((c["value"] for c in cookies if c["name"] == "campaign_route"), "")

    def expect_route(self, route: str) -> None:
        """Wait until the tab has reconnected, to this process, and its page has run there."""
        end = time.monotonic() + PATIENCE
        while self.route != route or len(self.runs) < 2 or not self.runs[-1]:
            assert time.monotonic() < end, (self.route, self.runs)
            self.page.wait_for_timeout(100)
        self.rest()


def _ends_run(message: bytes) -> bool:
    """Return whether a run has ended that reached the end of its page.

    The first run on a fresh server declares the pages and starts again: a click between the two
    would be taken for what was chosen before the address was read.
    """
    forward = ForwardMsg.FromString(message)
    return (
        forward.WhichOneof("type") == "script_finished"
        and forward.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


NewViewer = Callable[..., Viewer]


@pytest.fixture
def new_viewer(browser: Browser, site: Site) -> Iterator[NewViewer]:
    """Make a viewer who has never been here; `new_viewer(address)` for another address of nginx."""
    contexts: list[BrowserContext] = []

    def make(address: str = site.address) -> Viewer:
        options = {**USUAL, "base_url": address, "ignore_https_errors": True}
        context = browser.new_context(**options)
        context.set_default_timeout(WAIT)
        contexts.append(context)
        return Viewer(context.new_page())

    yield make
    for context in contexts:
        context.close()
