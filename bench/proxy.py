"""A TCP proxy that counts the bytes between the browser and the app."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Counter:
    """Bytes in each direction since the last `reset`, with headers and frames."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.down = 0
        self.up = 0
        self._lock = threading.Lock()

    @property
    def address(self) -> str:
        """The address to open instead of the app's."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def total(self) -> int:
        """The bytes in both directions."""
        return self.down + self.up

    def reset(self) -> None:
        """Set the counts to zero."""
        with self._lock:
            self.down = self.up = 0

    def add(self, size: int, *, down: bool) -> None:
        """Add bytes to the count of a direction."""
        with self._lock:
            if down:
                self.down += size
            else:
                self.up += size


@contextmanager
def counting(port: int) -> Iterator[Counter]:
    """Forward connections to the app on `port` until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        counter = Counter(listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, port, counter), daemon=True).start()
        yield counter


def _accept(listener: socket.socket, port: int, counter: Counter) -> None:
    while True:
        try:
            browser, _ = listener.accept()
        except OSError:  # the listener is closed
            return
        app = socket.create_connection(("127.0.0.1", port))
        for source, target, down in ((browser, app, False), (app, browser, True)):
            threading.Thread(
                target=_pass_on, args=(source, target, counter, down), daemon=True
            ).start()


def _pass_on(source: socket.socket, target: socket.socket, counter: Counter, down: bool) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            counter.add(len(piece), down=down)
            target.sendall(piece)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
