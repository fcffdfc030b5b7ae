"""TCP proxies between the browser and the app: one counts the bytes, one can be cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bench.proxy import Counter, counting

__all__ = ["Counter", "Line", "counting", "line_to"]


class Line:
    """A line to the app that can be cut, and be there again."""

    def __init__(self, port: int, to: int) -> None:
        self.port = port
        self._to = to
        self._up = True
        self._ends: list[socket.socket] = []
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """The address to open instead of the app's."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Break off everything that is open, and take nothing new."""
        with self._lock:
            self._up = False
            for end in self._ends:
                _shut(end)
            self._ends.clear()

    def mend(self) -> None:
        """Take connections again."""
        self._up = True

    def take(self, browser: socket.socket) -> None:
        """Join one connection of a browser to the app, or refuse it where the line is cut."""
        with self._lock:
            try:
                if not self._up:
                    raise OSError
                app = socket.create_connection(("127.0.0.1", self._to))
            except OSError:  # cut, or nobody is there
                _shut(browser)
                return
            self._ends += (browser, app)
        for source, target in ((browser, app), (app, browser)):
            threading.Thread(target=_carry, args=(source, target), daemon=True).start()


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A line to the app on `port` until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Line(listener.getsockname()[1], port)
        threading.Thread(target=_open, args=(listener, line), daemon=True).start()
        yield line
    line.cut()


def _open(listener: socket.socket, line: Line) -> None:
    while True:
        try:
            browser, _ = listener.accept()
        except OSError:  # the listener is closed
            return
        line.take(browser)


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    for end in (source, target):
        _shut(end)


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
