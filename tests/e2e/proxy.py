"""TCP proxies between the browser and the app: one counts the bytes, one can be cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bench.proxy import Counter, counting

__all__ = ["Counter", "CuttableProxy", "counting", "cuttable_proxy"]


class CuttableProxy:
    """A proxy to the app that can be cut and restored."""

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
        """Close all connections, and reject new ones."""
        with self._lock:
            self._up = False
            for end in self._ends:
                _close(end)
            self._ends.clear()

    def restore(self) -> None:
        """Accept connections again."""
        self._up = True

    def connect(self, browser: socket.socket) -> None:
        """Connect a browser to the app, or close its connection while the proxy is cut."""
        with self._lock:
            try:
                if not self._up:
                    raise OSError
                app = socket.create_connection(("127.0.0.1", self._to))
            except OSError:  # cut, or the app is not running
                _close(browser)
                return
            self._ends += (browser, app)
        for source, target in ((browser, app), (app, browser)):
            threading.Thread(target=_forward, args=(source, target), daemon=True).start()


@contextmanager
def cuttable_proxy(port: int) -> Iterator[CuttableProxy]:
    """A proxy to the app on `port` within the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = CuttableProxy(listener.getsockname()[1], port)
        threading.Thread(target=_accept, args=(listener, proxy), daemon=True).start()
        yield proxy
    proxy.cut()


def _accept(listener: socket.socket, proxy: CuttableProxy) -> None:
    while True:
        try:
            browser, _ = listener.accept()
        except OSError:  # the listener is closed
            return
        proxy.connect(browser)


def _forward(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    for end in (source, target):
        _close(end)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
