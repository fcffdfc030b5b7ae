"""The requests that nginx sends to a process, which is replaced by one that counts them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from bench.balancer import TIMEOUT, Nginx, running

CACHED = ("/static/js/index.js", "/geo/regions.json", "/assets/chart.js")
PASSED_ON = ("/", "/_stcore/health", "/assets/link/map.png?lang=ru", "/files/map.csv")


class Process(ThreadingHTTPServer):
    """A server that notes each request and answers with a response that caches may keep."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[str, dict[str, str]]] = []
        """The path of each request with its headers."""

    def of(self, path: str) -> list[dict[str, str]]:
        """The headers of each request for a path."""
        return [headers for requested, headers in self.requests if requested == path]


class _Handler(BaseHTTPRequestHandler):
    server: Process

    def do_GET(self) -> None:
        self.server.requests.append((self.path, dict(self.headers)))
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
        process.shutdown()
        thread.join()
        process.server_close()


@pytest.fixture
def process() -> Iterator[Process]:
    with answering(Process()) as process:
        yield process


@pytest.fixture
def nginx(process: Process, tmp_path: Path) -> Iterator[Nginx]:
    with running(Nginx(tmp_path, [f"127.0.0.1:{process.server_port}"])) as nginx:
        yield nginx


def test_every_request_names_the_site_and_not_its_viewer(process: Process, nginx: Nginx) -> None:
    forged = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
    for path in (*CACHED, *PASSED_ON):
        assert httpx.get(f"{nginx.address}{path}", headers=forged, timeout=TIMEOUT).is_success
        (headers,) = process.of(path)
        assert headers["Host"] == f"127.0.0.1:{nginx.port}", path
        assert headers["X-Forwarded-Proto"] == "http", path
        assert "X-Forwarded-For" not in headers, path


def test_pictures_with_numbers_are_not_cached(process: Process, nginx: Nginx) -> None:
    for path in (*CACHED, *PASSED_ON):
        for _ in range(2):
            assert httpx.get(f"{nginx.address}{path}", timeout=TIMEOUT).is_success
        assert len(process.of(path)) == (1 if path in CACHED else 2), path
