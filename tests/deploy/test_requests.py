"""The requests that nginx sends to processes, which are replaced by servers that note them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from bench.balancer import TIMEOUT, Nginx, running

CACHED = ("/static/js/index.js", "/assets/chart.js")
PASSED_ON = ("/", "/_stcore/health", "/assets/link/2017/ru.png", "/files/map.csv")


class Process(ThreadingHTTPServer):
    """A server that notes each request and answers with a response that caches may keep."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[str, dict[str, str]]] = []
        """The path of each request with its headers."""
        self.may_answer = threading.Event()
        self.may_answer.set()

    def of(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for a path."""
        return [headers for requested, headers in self.requests if requested == path]


class _Handler(BaseHTTPRequestHandler):
    server: Process

    def do_GET(self) -> None:
        self.server.requests.append((self.path, dict(self.headers)))
        self.server.may_answer.wait()
        self.send_response(200)
        self.send_header("Cache-Control", "public, max-age=3600")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Write nothing."""


@contextmanager
def answering(process: Process) -> Iterator[Process]:
    """Answer requests until the end of the block."""
    thread = threading.Thread(target=process.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield process
    finally:
        process.may_answer.set()
        process.shutdown()
        thread.join()
        process.server_close()


@pytest.fixture
def processes() -> Iterator[list[Process]]:
    with answering(Process()) as first, answering(Process()) as second:
        yield [first, second]


@pytest.fixture
def nginx(processes: list[Process], tmp_path: Path) -> Iterator[Nginx]:
    addresses = [f"127.0.0.1:{process.server_port}" for process in processes]
    with running(Nginx(tmp_path, addresses)) as nginx:
        yield nginx


def sent(processes: list[Process], path: str) -> list[dict[str, str]]:
    """The headers of each request for a path."""
    return [headers for process in processes for headers in process.of(path)]


def test_every_request_names_the_site_and_not_its_viewer(
    processes: list[Process], nginx: Nginx
) -> None:
    forged = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
    for path in (*CACHED, *PASSED_ON):
        assert httpx.get(f"{nginx.address}{path}", headers=forged, timeout=TIMEOUT).is_success
        (headers,) = sent(processes, path)
        assert headers["Host"] == f"127.0.0.1:{nginx.port}", path
        assert headers["X-Forwarded-Proto"] == "http", path
        assert "X-Forwarded-For" not in headers, path


def test_pictures_with_numbers_are_not_cached(processes: list[Process], nginx: Nginx) -> None:
    for path in (*CACHED, *PASSED_ON):
        for _ in range(2):
            assert httpx.get(f"{nginx.address}{path}", timeout=TIMEOUT).is_success
        assert len(sent(processes, path)) == (1 if path in CACHED else 2), path


@pytest.mark.parametrize(("path", "times"), [("/", 2), ("/files/map.csv", 1)])
def test_only_a_page_is_requested_again_from_another_process(
    processes: list[Process], nginx: Nginx, path: str, times: int
) -> None:
    shorten_waits(nginx)
    for process in processes:
        process.may_answer.clear()
    assert httpx.get(f"{nginx.address}{path}", timeout=TIMEOUT).status_code == 504
    end = time.monotonic() + TIMEOUT
    while len(sent(processes, path)) < times:
        assert time.monotonic() < end, "a process has not got the request"
        time.sleep(0.05)
    assert len(sent(processes, path)) == times


def test_a_file_comes_from_another_process_if_one_cannot_be_reached(
    processes: list[Process], nginx: Nginx
) -> None:
    processes[0].server_close()
    for _ in range(2):
        assert httpx.get(f"{nginx.address}/files/map.csv", timeout=TIMEOUT).is_success
    assert len(processes[1].of("/files/map.csv")) == 2


def shorten_waits(nginx: Nginx) -> None:
    """Let nginx wait for a process for a second, and repeat a file only within half of it."""
    path = nginx.folder / "campaign" / "locations.conf"
    lines = path.read_text(encoding="utf-8")
    for wait, shorter in (
        ("proxy_read_timeout 20s", "proxy_read_timeout 1s"),
        ("proxy_read_timeout 100s", "proxy_read_timeout 1s"),
        ("proxy_next_upstream_timeout 10s", "proxy_next_upstream_timeout 500ms"),
    ):
        assert wait in lines
        lines = lines.replace(wait, shorter)
    path.write_text(lines, encoding="utf-8")
    nginx.reload()
